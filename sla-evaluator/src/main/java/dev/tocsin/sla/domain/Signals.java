package dev.tocsin.sla.domain;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What rules watch of one service: its newest minute of requests, its checks, its violations. */
public final class Signals {
  /** Least requests in a minute before its error rate or mean latency means anything to a rule. */
  public static final long LEAST_REQUESTS = 5;

  private final Map<String, Check> checks = new TreeMap<>();
  private final Set<String> violations = new TreeSet<>();
  private long minute = Long.MIN_VALUE;
  private long count;
  private long errors;
  private long sumNanos;
  private long newest;
  private Usual usualRequests = Usual.NOTHING_YET;
  private Usual usualErrorRate = Usual.NOTHING_YET;
  private Usual usualLatencyMs = Usual.NOTHING_YET;

  /** Puts back what was usual, of requests in a minute, error rate and mean latency. */
  public void restore(Usual requests, Usual errorRate, Usual latencyMs) {
    usualRequests = requests;
    usualErrorRate = errorRate;
    usualLatencyMs = latencyMs;
  }

  /** Puts back a stored minute. */
  public void restore(long start, long requests, long failed, long nanos, long newestTime) {
    minute = start;
    count = requests;
    errors = failed;
    sumNanos = nanos;
    newest = newestTime;
  }

  /** Counts requests of the newest minute; of older ones nothing, of a newer one from zero. */
  public void count(long start, RequestTally tally) {
    if (start < minute) {
      return;
    }
    if (start > minute) {
      if (telling()) {
        usualRequests = usualRequests.and(count);
        usualErrorRate = usualErrorRate.and(errorRate());
        usualLatencyMs = usualLatencyMs.and(meanLatencyMs());
      }
      restore(start, 0, 0, 0, 0);
    }
    count += tally.count();
    errors += tally.errors();
    long sum = sumNanos + tally.sumNanos();
    sumNanos = sum < 0 ? Long.MAX_VALUE : sum;
    newest = Math.max(newest, tally.newest());
  }

  /** The newest minute with requests, epoch milliseconds. */
  public long minute() {
    return minute;
  }

  public long requests() {
    return count;
  }

  public long errors() {
    return errors;
  }

  public long sumNanos() {
    return sumNanos;
  }

  /** The newest request, event time. */
  public long newest() {
    return newest;
  }

  /** Whether the newest minute has enough requests to say anything. */
  public boolean telling() {
    return count >= LEAST_REQUESTS;
  }

  public double errorRate() {
    return (double) errors / count;
  }

  public double meanLatencyMs() {
    return sumNanos / 1e6 / count;
  }

  /**
   * Requests that fail in a minute beyond those that usually do, at the usual traffic; NaN while
   * nothing is usual yet.
   */
  public double failedBeyondUsual() {
    return beyondUsual(errorRate(), usualErrorRate);
  }

  /** Seconds that a minute's requests wait beyond what they usually do; NaN as before. */
  public double waitedBeyondUsual() {
    return beyondUsual(meanLatencyMs(), usualLatencyMs) / 1_000;
  }

  private double beyondUsual(double now, Usual usual) {
    return usual.known() ? Math.max(0, now - usual.mean()) * usualRequests.mean() : Double.NaN;
  }

  public Usual usualRequests() {
    return usualRequests;
  }

  public Usual usualErrorRate() {
    return usualErrorRate;
  }

  public Usual usualLatencyMs() {
    return usualLatencyMs;
  }

  /** Takes a check's result unless a newer one is known. */
  public void check(String name, long at, boolean down) {
    Check known = checks.get(name);
    if (known == null || at >= known.at()) {
      checks.put(name, new Check(at, down));
    }
  }

  /** The checks' newest results by name. */
  public Map<String, Check> checks() {
    return checks;
  }

  /** Whether this check is down, or any when null. */
  public boolean down(String check) {
    return check == null
        ? checks.values().stream().anyMatch(Check::down)
        : checks.containsKey(check) && checks.get(check).down();
  }

  /** The newest result of this check, or of any when null; event time. */
  public long checkedAt(String check) {
    return checks.entrySet().stream()
        .filter(each -> check == null || each.getKey().equals(check))
        .mapToLong(each -> each.getValue().at())
        .max()
        .orElse(0);
  }

  /** A violation of the service began, or it ended. */
  public void violation(String id, boolean open) {
    if (open) {
      violations.add(id);
    } else {
      violations.remove(id);
    }
  }

  /** The violations that go on. */
  public Set<String> violations() {
    return violations;
  }

  /**
   * A check's newest result.
   *
   * @param at when, event time
   * @param down whether it failed
   */
  public record Check(long at, boolean down) {}
}
