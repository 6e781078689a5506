package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Slice;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.HaltingClients.Moment;
import dev.tocsin.sla.HaltingClients.Plan;
import dev.tocsin.sla.Reference.Counted;
import dev.tocsin.sla.Reference.Event;
import dev.tocsin.sla.Reference.Expected;
import dev.tocsin.sla.Reference.Minute;
import dev.tocsin.sla.Reference.Span;
import dev.tocsin.testkit.TestBroker;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Killed at random moments, and before, within and after commits, and started again each time, the
 * evaluator loses nothing, doubles nothing and makes nothing up: slices, final verdicts, violations
 * and dead letters are those of the reference, and there are no others.
 *
 * <p>The seed decides what is sent and where it is killed: run with {@code
 * -Dtocsin.test.crashSeed=…} to repeat a run that failed.
 */
class CrashTest {
  private static final long SEED = Long.getLong("tocsin.test.crashSeed", 20_260_302);
  private static final int RANDOM_KILLS = 10;
  private static final int KILLS_AT_EACH_MOMENT = 2;

  /** A part of the work between two kills: two such parts still are within the lateness. */
  private static final Duration PART = Duration.ofSeconds(20);

  private static final int RECORDS_OF_PART = 50;

  private final Random random = new Random(SEED);
  private final TestBroker broker = TestBroker.shared();
  private final String prefix = "crash-" + Long.toHexString(System.nanoTime()) + ".";
  private final Path state = Workspace.target("state-" + prefix);
  private final Path log = Workspace.target("crash-test.log");
  private Topics topics;
  private CrashWorkload workload;
  private Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void nothingIsLostAndNothingIsCountedTwice() throws Exception {
    topics = broker.topics(prefix);
    workload = new CrashWorkload(broker, topics, random);
    Files.deleteIfExists(log);
    int openTransactions = 0;
    List<Moment> hits = new ArrayList<>();
    for (Moment planned : kills()) {
      Path hit = Workspace.target("hit-" + prefix + openTransactions + hits.size());
      process = start(planned, hit);
      workload.send(PART, RECORDS_OF_PART);
      if (planned == null) {
        killAtRandom();
      } else {
        awaitHalt();
        hits.add(Moment.valueOf(Files.readString(hit)));
      }
      openTransactions += transactionOpen() ? 1 : 0;
    }
    process = start(null, null);
    workload.send(Duration.ofMinutes(12), 600);
    await(topics.slices(), "slices", this::slices, this::expectedSlices);
    workload.close(Duration.ofMinutes(30));

    assertThat(openTransactions).as("kills in an open transaction, seed %s", SEED).isPositive();
    assertThat(hits).as("kills at commits, seed %s", SEED).contains(Moment.values());
    await(topics.slices(), "slices", this::slices, this::expectedSlices);
    await(topics.verdicts(), "verdicts", this::verdicts, this::expectedVerdicts);
    await(topics.violations(), "violations", this::violations, this::expectedViolations);
    assertThat(broker.readAll(topics.deadLetters().name())).hasSize(workload.refused());
    assertThat(workload.refused()).isPositive();
    assertThat(workload.repeated()).isPositive();
  }

  /** Null is a random moment. */
  private List<Moment> kills() {
    List<Moment> kills = new ArrayList<>(Collections.nCopies(RANDOM_KILLS, null));
    for (Moment each : Moment.values()) {
      kills.addAll(Collections.nCopies(KILLS_AT_EACH_MOMENT, each));
    }
    Collections.shuffle(kills, random);
    return kills;
  }

  private void killAtRandom() throws InterruptedException {
    int known = broker.readAll(topics.slices().name()).size();
    broker.readAll(topics.slices().name(), Duration.ofSeconds(60), all -> all.size() > known);
    // Some more work and some more time, so that the kill comes at any point of a transaction.
    workload.send(Duration.ofSeconds(2), 1 + random.nextInt(10));
    assertThat(process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS)).isFalse();
    process.destroyForcibly().waitFor();
  }

  private void awaitHalt() throws InterruptedException {
    for (int i = 0; i < 240 && !process.waitFor(500, TimeUnit.MILLISECONDS); i++) {
      // There is something to commit.
      workload.send(Duration.ofMillis(200), 1);
    }
    assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).as("halted at a commit").isTrue();
    assertThat(process.exitValue()).isEqualTo(HaltingClients.STATUS);
  }

  /** Waits until what is published, newest revisions only, is all that is expected and no more. */
  private <V, K, F> void await(
      Topic<V> topic,
      String what,
      Function<List<V>, Map<K, F>> newest,
      Supplier<Map<K, F>> expected) {
    Map<K, F> wanted = expected.get();
    List<V> last = new ArrayList<>();
    try {
      broker.values(
          topic,
          all -> {
            last.clear();
            last.addAll(all);
            return newest.apply(all).equals(wanted);
          });
    } catch (ConditionTimeoutException e) {
      assertThat(newest.apply(last)).as("%s, seed %s", what, SEED).isEqualTo(wanted);
    }
  }

  private Map<Minute, Counted> slices(List<Slice> all) {
    return newest(
            all,
            each -> new Minute(each.service(), each.operation(), each.start()),
            Slice::revision)
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> {
                  Slice each = entry.getValue();
                  return new Counted(
                      each.count(),
                      each.errors(),
                      each.latencySumMs(),
                      each.latencyMinMs(),
                      each.latencyMaxMs(),
                      each.latency());
                }));
  }

  private Map<Minute, Counted> expectedSlices() {
    return Reference.minutes(workload.events());
  }

  /** By objective and service, only those of before the last event. */
  private Map<String, List<Expected>> verdicts(List<Verdict> all) {
    long end = workload.closedAt();
    Map<String, TreeMap<Long, Expected>> found = new HashMap<>();
    newest(
            all.stream().filter(each -> each.state() != Verdict.State.OPEN).toList(),
            each -> List.of(each.objective(), each.service(), each.periodEnd()),
            Verdict::revision)
        .values()
        .stream()
        .filter(each -> each.periodEnd() <= end)
        .forEach(
            each ->
                found
                    .computeIfAbsent(each.objective() + "/" + each.service(), k -> new TreeMap<>())
                    .put(
                        each.periodEnd(),
                        new Expected(
                            each.periodEnd(),
                            each.good(),
                            each.total(),
                            each.status().name(),
                            each.coverage())));
    return found.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, each -> List.copyOf(each.getValue().values())));
  }

  private Map<String, List<Expected>> expectedVerdicts() {
    Map<String, List<Expected>> expected = new HashMap<>();
    for (String service : CrashWorkload.SERVICES) {
      List<Event> own = workload.events(service);
      long end = workload.closedAt();
      expected.put("A/" + service, Reference.verdicts(own, e -> !e.failed(), 0.9, 60_000, 3, end));
      expected.put(
          "L/" + service, Reference.verdicts(own, e -> e.latencyMs() <= 100, 0.9, 120_000, 2, end));
    }
    return expected;
  }

  private Map<String, Set<Span>> violations(List<Violation> all) {
    return newest(all, Violation::id, Violation::revision).values().stream()
        .filter(each -> !each.withdrawn())
        .collect(
            Collectors.groupingBy(
                each -> each.objective() + "/" + each.service(),
                Collectors.mapping(
                    each -> new Span(each.began(), each.ended()), Collectors.toSet())));
  }

  private Map<String, Set<Span>> expectedViolations() {
    Map<String, Set<Span>> expected = new HashMap<>();
    expectedVerdicts()
        .forEach(
            (key, verdicts) -> {
              long measurement = key.startsWith("L") ? 120_000 : 60_000;
              // The last event of all is good: it ends what still went on.
              long end = workload.lastAt() / measurement * measurement;
              expected.put(key, Set.copyOf(Reference.violations(verdicts, measurement, end)));
            });
    return expected;
  }

  private static <V, K> Map<K, V> newest(
      List<V> all, Function<V, K> key, ToLongFunction<V> revision) {
    return all.stream()
        .collect(
            Collectors.toMap(
                key,
                Function.identity(),
                (a, b) -> revision.applyAsLong(a) > revision.applyAsLong(b) ? a : b));
  }

  private boolean transactionOpen() throws Exception {
    return broker.admin().listTransactions().all().get(10, TimeUnit.SECONDS).stream()
        .filter(each -> each.transactionalId().startsWith(prefix))
        .map(TransactionListing::state)
        .anyMatch(each -> each == TransactionState.ONGOING);
  }

  private Process start(Moment moment, Path hit) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    if (moment != null) {
      Plan plan = new Plan(moment, 1 + random.nextInt(4), 100 + random.nextInt(1_500), hit);
      command.add("-D" + HaltingClients.PLAN + "=" + plan);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EvaluatorProcess.class.getName());
    command.addAll(List.of(broker.bootstrapServers(), prefix, state.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
