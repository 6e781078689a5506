package dev.tocsin.evaluation.bench.router;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Distinct alerts into groups, in an open loop: alert {@code i} is due at {@code i / perSecond},
 * however late the ones before it. Every hundredth opens a group and is told at once; the others go
 * into one of the hundred that were opened last, and wait for its interval.
 */
final class AlertRun {
  private static final int PER_GROUP = 100;

  /** How many alerts are handed over at a time, so that requests are no limit for anybody. */
  private static final int BATCH = 10;

  private final Contestant contestant;
  private final Notified notified;

  AlertRun(Contestant contestant, Notified notified) {
    this.contestant = contestant;
    this.notified = notified;
  }

  /**
   * What it took.
   *
   * @param millis from the time at which a group's first alert was to be handed over to the first
   *     byte at the receiver, ascending
   * @param cpuSeconds processor time of the contestant's process
   * @param compilerSeconds what of it its compilers took
   * @param seconds from the first alert until all were dealt with
   */
  record Taken(
      int alerts, double[] millis, double cpuSeconds, double compilerSeconds, double seconds) {
    double compilerShare() {
      return compilerSeconds / cpuSeconds;
    }

    double perCpuSecond() {
      return alerts / cpuSeconds;
    }

    double perSecond() {
      return alerts / seconds;
    }

    double rank(double share) {
      return millis[Math.max(0, (int) Math.ceil(millis.length * share) - 1)];
    }
  }

  /**
   * Runs.
   *
   * @param name what the groups' names begin with
   */
  Taken run(String name, int alerts, double perSecond) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Long> intended = new HashMap<>();
    double cpu = contestant.cpuSeconds();
    double compilers = contestant.compilerSeconds();
    long start = System.nanoTime();
    for (int i = 0; i < alerts; i += BATCH) {
      List<Alert> batch = new ArrayList<>();
      long due = start + (long) (i * 1e9 / perSecond);
      for (int j = i; j < i + BATCH; j++) {
        int open = j / PER_GROUP;
        boolean first = j % PER_GROUP == 0;
        int group = first ? open : Math.max(0, open - random.nextInt(PER_GROUP));
        if (first) {
          intended.put(name + group, due);
        }
        batch.add(alert(name + group, name + j));
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      contestant.take(batch);
    }
    contestant.awaitTaken();
    double seconds = (System.nanoTime() - start) / 1e9;
    Awaitility.await("notices")
        .atMost(Duration.ofMinutes(2))
        .until(() -> notified.first().keySet().containsAll(intended.keySet()));
    double[] millis =
        intended.entrySet().stream()
            .mapToDouble(e -> (notified.first().get(e.getKey()) - e.getValue()) / 1e6)
            .sorted()
            .toArray();
    return new Taken(
        alerts,
        millis,
        contestant.cpuSeconds() - cpu,
        contestant.compilerSeconds() - compilers,
        seconds);
  }

  private static Alert alert(String group, String instance) {
    long now = System.currentTimeMillis();
    return Alert.firing(
        "rule",
        "HighLatency",
        "checkout",
        Severity.WARNING,
        Map.of("group", group, "instance", instance),
        Map.of("summary", "Requests take longer than they should"),
        now,
        now);
  }
}
