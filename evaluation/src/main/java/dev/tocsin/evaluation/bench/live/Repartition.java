package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.live.EvaluatorMain.Membership;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * What crosses the repartition topic, beside what came in: requests in real time, because deltas go
 * by the clock and not by the event.
 */
public final class Repartition {
  private static final String NAME = "spread";
  private static final int SERVICES = 4;
  private static final int PER_SERVICE_SECOND = 5_000;
  private static final int SECONDS = 12;

  private Repartition() {}

  /**
   * Sends 5,000 events a second of each of four services.
   *
   * @return bytes on the repartition topic for each byte of input, as the broker stores them
   */
  public static double share(Stage stage) throws IOException {
    Topics topics = stage.topics(NAME + ".");
    String requests = topics.requests().name();
    stage.awaitLeaders(requests);
    try (LiveEvaluator evaluator = LiveEvaluator.start(stage, NAME, Membership.STATIC);
        Sender sender = new Sender(stage.bootstrap(), requests);
        Follower<Slice> slices = new Follower<>(stage.bootstrap(), topics.slices())) {
      sender.send("first", true);
      sender.flush();
      while (evaluator.alive() && slices.next().isEmpty()) {
        Thread.onSpinWait();
      }
      int perSecond = SERVICES * PER_SERVICE_SECOND;
      sender.send(perSecond * SECONDS, perSecond, SERVICES, i -> {});
      sender.send("last", true);
      sender.flush();
      while (evaluator.alive()
          && slices.next().stream().noneMatch(each -> each.service().equals("last"))) {
        Thread.onSpinWait();
      }
      return (double)
              bytes(stage, topic -> topic.startsWith(NAME + "-") && topic.contains("deltas"))
          / bytes(stage, requests::equals);
    }
  }

  private static long bytes(Stage stage, Predicate<String> topics) {
    try {
      return stage.admin().describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(folder -> folder.replicaInfos().entrySet().stream())
          .filter(replica -> topics.test(replica.getKey().topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not say how large its topics are", e);
    }
  }
}
