package dev.tocsin.sla.domain;

import dev.tocsin.events.Outcome.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** When the services were down that one service depends on. */
public final class Outages {
  /** After so much silence nobody knows whether a dependency is still down. */
  private static final long BELIEVED_MS = Duration.ofMinutes(10).toMillis();

  private final Map<String, Outage> byMember = new TreeMap<>();

  /** Takes how a slice of a dependency's objective came out. */
  public void take(OutcomeTally outcome) {
    Outage each = byMember.computeIfAbsent(outcome.member(), m -> new Outage());
    if (outcome.result() == Result.BAD) {
      each.bad.put(outcome.start(), outcome.end());
    } else {
      each.bad.remove(outcome.start());
    }
    if (outcome.start() >= each.newest && outcome.result() != Result.NONE) {
      each.newest = outcome.start();
      each.down = outcome.result() == Result.BAD;
    }
  }

  /** The services that are down when the event time is there. */
  public Set<String> down(long watermark) {
    Set<String> services = new TreeSet<>();
    byMember.forEach(
        (member, outage) -> {
          if (outage.down && watermark < outage.bad.getOrDefault(outage.newest, 0L) + BELIEVED_MS) {
            services.add(service(member));
          }
        });
    return services;
  }

  /** Forgets what ended before. */
  public void forget(long before) {
    byMember
        .values()
        .removeIf(
            outage -> {
              outage.bad.values().removeIf(end -> end <= before);
              return outage.bad.isEmpty() && outage.newest < before;
            });
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return byMember.isEmpty();
  }

  /**
   * Of what counts as bad in a period, how much lies in slices in which a dependency was down.
   *
   * @param slots the objective's slices by number
   * @return events or slices, as the objective counts, by dependency; null for none
   */
  public Map<String, Long> attributed(
      Objective objective, LongFunction<Slot> slots, long periodStart, long periodEnd) {
    Map<String, TreeSet<Long>> overlapped = new TreeMap<>();
    byMember.forEach(
        (member, outage) ->
            outage.bad.forEach(
                (from, to) -> {
                  long last = objective.slotOf(Math.min(to, periodEnd) - 1);
                  for (long number = objective.slotOf(Math.max(from, periodStart));
                      number <= last;
                      number++) {
                    overlapped.computeIfAbsent(service(member), s -> new TreeSet<>()).add(number);
                  }
                }));
    Map<String, Long> attributed = new TreeMap<>();
    overlapped.forEach(
        (service, numbers) -> {
          long bad = 0;
          for (long number : numbers) {
            bad += objective.measure().bad(slots.apply(number));
          }
          if (bad > 0) {
            attributed.put(service, bad);
          }
        });
    return attributed.isEmpty() ? null : attributed;
  }

  public void forEach(Visitor visitor) {
    byMember.forEach(
        (member, outage) -> visitor.accept(member, outage.newest, outage.down, outage.bad));
  }

  /** Puts back what {@link #forEach} said. */
  public void restore(String member, long newest, boolean down, Map<Long, Long> bad) {
    Outage outage = new Outage();
    outage.newest = newest;
    outage.down = down;
    outage.bad.putAll(bad);
    byMember.put(member, outage);
  }

  private static String service(String member) {
    return member.substring(member.indexOf('/') + 1);
  }

  /** Takes what is known of one objective of a dependency. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param member {@code objective/service}
     * @param newest start of the newest slice
     * @param down whether that one is bad
     * @param bad bad slices, start to end
     */
    void accept(String member, long newest, boolean down, Map<Long, Long> bad);
  }

  private static final class Outage {
    private final TreeMap<Long, Long> bad = new TreeMap<>();
    private long newest = Long.MIN_VALUE;
    private boolean down;
  }
}
