package dev.tocsin.sla.domain;

import dev.tocsin.events.Composite;
import dev.tocsin.events.Outcome.Result;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the members of a composite came out in one of its measurement slices. A member with shorter
 * slices is bad when any of them is, good when some are known and none is bad.
 */
public final class MemberResults {
  private final Map<String, Map<Long, Result>> byMember = new TreeMap<>();

  /** Takes the result of the member's slice that starts there; the last one counts. */
  public void put(String member, long start, Result result) {
    byMember.computeIfAbsent(member, m -> new TreeMap<>()).put(start, result);
  }

  public void forEach(Visitor visitor) {
    byMember.forEach(
        (member, slices) ->
            slices.forEach((start, result) -> visitor.accept(member, start, result)));
  }

  /** How many results. */
  public int size() {
    return byMember.values().stream().mapToInt(Map::size).sum();
  }

  /**
   * How good the slice is as a whole, 0 to 1; NaN while that is not known. With {@code any} it is
   * good when all members are good, with {@code all} when any is, with {@code kOfN} when k are, and
   * as soon as silent members cannot change the answer; {@code weighted} is the mean over the
   * members that are known.
   */
  double good(Composite composite) {
    int good = 0;
    int bad = 0;
    double goodWeight = 0;
    double knownWeight = 0;
    for (Composite.Member each : composite.members()) {
      Result result = of(each.key());
      if (result != Result.NONE) {
        knownWeight += each.weight();
        goodWeight += result == Result.GOOD ? each.weight() : 0;
        good += result == Result.GOOD ? 1 : 0;
        bad += result == Result.BAD ? 1 : 0;
      }
    }
    int all = composite.members().size();
    return switch (composite.mode()) {
      case ANY -> atLeast(all, good, bad, all);
      case ALL -> atLeast(1, good, bad, all);
      case K_OF_N -> atLeast(composite.k(), good, bad, all);
      case WEIGHTED -> knownWeight == 0 ? Double.NaN : goodWeight / knownWeight;
    };
  }

  private static double atLeast(int needed, int good, int bad, int all) {
    if (good >= needed) {
      return 1;
    }
    return all - bad < needed ? 0 : Double.NaN;
  }

  private Result of(String member) {
    Map<Long, Result> slices = byMember.getOrDefault(member, Map.of());
    if (slices.containsValue(Result.BAD)) {
      return Result.BAD;
    }
    return slices.containsValue(Result.GOOD) ? Result.GOOD : Result.NONE;
  }

  /** Takes one result. */
  @FunctionalInterface
  public interface Visitor {
    void accept(String member, long start, Result result);
  }
}
