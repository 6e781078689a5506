package dev.tocsin.router.dispatch;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Topics;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.channel.Pages;
import dev.tocsin.router.channel.WebhookChannel;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.stream.RouterMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A dispatcher in a process of its own, which ends between two steps of a dispatch as {@code kill
 * -9} ends it: at once, with nothing flushed, closed or told.
 */
final class MortalDispatcher {
  private MortalDispatcher() {}

  /** Where it ends; the two that are not here are for the one who watches it. */
  enum Step {
    BEFORE_ATTEMPTED,
    AFTER_ATTEMPTED,
    DURING_HTTP,
    AFTER_ANSWER,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    NEVER
  }

  /**
   * @param args brokers, topic prefix, the receiver's URL, {@link Step}, how many times the step is
   *     passed before
   */
  public static void main(String[] args) throws IOException {
    Topics topics = new Topics(args[1]);
    Step step = Step.valueOf(args[3]);
    Death death = new Death(step, new AtomicInteger(Integer.parseInt(args[4])));
    Definition receiver =
        Fixtures.definition(
            DefinitionKind.RECEIVER, "ops", "{\"webhook\": {\"url\": \"" + args[2] + "\"}}");
    Definitions definitions = Definitions.of(List.of(receiver));
    Clock clock = new StepClock(death);
    Channel webhook =
        new WebhookChannel(
            new Requests(
                Vertx.vertx(),
                new TargetPolicy(Set.of("http"), true, List.of()),
                InetAddress::getAllByName,
                Duration.ofSeconds(5),
                Executors.newFixedThreadPool(2),
                Clock.systemUTC()),
            new Secrets("", Path.of("/"), name -> null),
            new Pages(""),
            Clock.systemUTC());
    Channel mortal =
        (intent, to) -> {
          death.at(Step.AFTER_ATTEMPTED);
          return webhook
              .send(intent, to)
              .thenApply(
                  outcome -> {
                    death.at(Step.AFTER_ANSWER);
                    return outcome;
                  });
        };
    new Dispatcher(
            new DispatchSettings(
                args[0],
                args[1] + "dispatcher",
                "0",
                Duration.ofHours(1),
                100,
                2,
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(100)),
                new Breaker.Rule(100, Duration.ofSeconds(1), Duration.ofSeconds(1))),
            topics,
            () -> definitions,
            Map.of("webhook", mortal),
            new Conversations(topics.conversations().name()),
            new RouterMeters(new SimpleMeterRegistry()),
            clock)
        .start();
    // Whoever started it holds the other end.
    while (System.in.read() >= 0) {
      continue;
    }
    Runtime.getRuntime().halt(0);
  }

  /** Comes at a step, when it was passed often enough. */
  private record Death(Step step, AtomicInteger passes) {
    void at(Step here) {
      if (here == step && passes.getAndDecrement() == 0) {
        Runtime.getRuntime().halt(137);
      }
    }
  }

  /** The dispatcher reads the clock for each record of the ledger: just before it is written. */
  private static final class StepClock extends Clock {
    private final Death death;

    StepClock(Death death) {
      this.death = death;
    }

    @Override
    public long millis() {
      String caller =
          StackWalker.getInstance()
              .walk(frames -> frames.skip(1).findFirst().orElseThrow().getMethodName());
      if (caller.equals("begin")) {
        death.at(Step.BEFORE_ATTEMPTED);
      } else if (caller.equals("settled")) {
        death.at(Step.BEFORE_COMMIT);
      }
      return System.currentTimeMillis();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for it");
    }
  }
}
