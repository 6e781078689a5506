package dev.tocsin.router.domain.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ranks services by the harm that arises in them. A caller waits while what it calls is slow, and
 * fails when that fails; so the harm of its dependencies is taken off its own, and what is left
 * arose in it. The same accounting works without figures: then each service in trouble counts 1,
 * and one whose dependency is in trouble, and was not later, explains nothing.
 *
 * <p>Nothing is fitted: what counts as a deviation, and how exact times are, is all there is to
 * choose.
 */
public final class CauseRanking {
  private final DependencyGraph graph;
  private final long simultaneous;

  /**
   * @param simultaneous times that are no further apart say nothing about what came first
   */
  public CauseRanking(DependencyGraph graph, Duration simultaneous) {
    this.graph = graph;
    this.simultaneous = simultaneous.toMillis();
  }

  /**
   * What is behind one service's trouble, where harm was measured.
   *
   * @param service the one that suffers
   * @param signal in what: only deviations in this signal have the unit of its harm
   * @param deviations one for each service and signal
   * @return candidates among what it depends on and itself, the most harmful first; those that
   *     began after it come last
   */
  public List<Cause> behind(String service, Signal signal, Collection<Deviation> deviations) {
    Map<String, Deviation> known = new TreeMap<>();
    deviations.stream()
        .filter(d -> d.signal() == signal && d.measured())
        .forEach(d -> keep(known, d));
    Set<String> reach = graph.below(service);
    reach.add(service);
    Map<String, Double> own = new TreeMap<>();
    known.keySet().stream().filter(reach::contains).forEach(s -> own.put(s, own(known, s)));
    double all = own.values().stream().mapToDouble(Double::doubleValue).sum();
    Deviation symptom = known.get(service);
    return own.keySet().stream()
        .filter(each -> own.get(each) > 0)
        .sorted(
            Comparator.comparing(
                    (String each) -> symptom != null && after(known.get(each), symptom))
                .thenComparing(own::get, Comparator.reverseOrder())
                .thenComparing(each -> known.get(each).since()))
        .map(each -> measured(known.get(each), own.get(each), all, known, symptom))
        .toList();
  }

  /**
   * What is behind several services in trouble, as their alerts say: by harm where each of them
   * says how much it is, signal by signal, the most telling one first; else by what they have in
   * common.
   *
   * @param alerts one or more for each service
   * @return the most probable first
   */
  public List<Cause> behind(Collection<Deviation> alerts) {
    List<Deviation> measured = alerts.stream().filter(Deviation::measured).toList();
    Map<String, Cause> causes = new LinkedHashMap<>();
    if (services(measured).equals(services(alerts))) {
      for (Signal signal : Signal.values()) {
        symptom(signal, measured)
            .map(symptom -> behind(symptom.service(), signal, measured))
            .ifPresent(all -> all.forEach(each -> causes.putIfAbsent(each.service(), each)));
      }
    }
    return causes.isEmpty() ? common(alerts) : List.copyOf(causes.values());
  }

  private static Set<String> services(Collection<Deviation> deviations) {
    return deviations.stream().map(Deviation::service).collect(Collectors.toSet());
  }

  /** Where trouble in this signal ends up: above most of the others, and much of it. */
  private Optional<Deviation> symptom(Signal signal, Collection<Deviation> measured) {
    Set<String> services = services(measured);
    return measured.stream()
        .filter(each -> each.signal() == signal)
        .min(
            Comparator.comparing((Deviation each) -> -below(each, services))
                .thenComparing(Deviation::harm, Comparator.reverseOrder())
                .thenComparing(Deviation::service));
  }

  private long below(Deviation of, Set<String> services) {
    return graph.below(of.service()).stream().filter(services::contains).count();
  }

  private Cause measured(
      Deviation of, double own, double all, Map<String, Deviation> known, Deviation symptom) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        String.format(
            Locale.ROOT,
            "%.0f%% of all %s arise in it (%.3g of its own %.3g)",
            100 * own / all,
            of.signal().unit(),
            own,
            of.harm()));
    Set<String> below = direct(known, of.service());
    reasons.add(
        below.isEmpty()
            ? "nothing that it depends on deviates"
            : "the rest is that of " + String.join(", ", below));
    if (symptom != null && after(of, symptom)) {
      reasons.add("but it began later than " + symptom.service());
    }
    return new Cause(of.service(), own / all, of.since(), List.copyOf(reasons));
  }

  /**
   * What several services in trouble have in common, where alerts say no more than that they are. A
   * dependency without an alert is named when it accounts for more of them than any service with
   * one.
   *
   * @return the most probable first
   */
  public List<Cause> common(Collection<Deviation> alerts) {
    Map<String, Deviation> known = new TreeMap<>();
    alerts.forEach(alert -> keep(known, alert));
    Set<String> candidates = new TreeSet<>(known.keySet());
    candidates.removeIf(each -> explained(known.get(each), nearest(known, each), known));
    int most = candidates.stream().mapToInt(c -> explained(known, c).size()).max().orElse(0);
    known.keySet().stream()
        .flatMap(each -> graph.below(each).stream())
        .filter(each -> !known.containsKey(each) && explained(known, each).size() > most)
        .forEach(candidates::add);
    return candidates.stream()
        .sorted(
            Comparator.comparing((String each) -> -explained(known, each).size())
                .thenComparing(each -> known.containsKey(each) ? known.get(each).since() : 0)
                .thenComparing(each -> signal(known, each))
                .thenComparing(each -> -graph.above(each).size()))
        .map(each -> alerted(each, known))
        .toList();
  }

  private Cause alerted(String service, Map<String, Deviation> known) {
    Deviation of = known.get(service);
    Set<String> explained = explained(known, service);
    List<String> reasons = new ArrayList<>();
    Set<String> others = new TreeSet<>(explained);
    others.remove(service);
    if (!others.isEmpty()) {
      reasons.add(
          String.join(", ", others) + (others.size() == 1 ? " depends" : " depend") + " on it");
    }
    if (of == null) {
      reasons.add("it has no alert of its own");
    } else {
      boolean first = known.values().stream().noneMatch(d -> d.since() < of.since());
      reasons.add((first ? "it began first, at " : "it began at ") + at(of.since()));
      reasons.add(
          graph.below(service).isEmpty()
              ? "it depends on nothing"
              : "nothing that it depends on has been in trouble as long");
    }
    double share = explained.size() / (double) known.size();
    return new Cause(service, share, of == null ? null : of.since(), List.copyOf(reasons));
  }

  /** The services in trouble that a fault of this one accounts for, itself among them. */
  private Set<String> explained(Map<String, Deviation> known, String service) {
    Set<String> explained = new TreeSet<>(graph.above(service));
    explained.removeIf(
        each ->
            !known.containsKey(each)
                || known.containsKey(service) && !explains(known.get(service), known.get(each)));
    if (known.containsKey(service)) {
      explained.add(service);
    }
    return explained;
  }

  /** Harm passes from what is called to who calls it, not through what is as it normally is. */
  private Set<String> direct(Map<String, Deviation> known, String service) {
    Set<String> direct = new TreeSet<>(graph.dependencies(service));
    direct.retainAll(known.keySet());
    return direct;
  }

  /** What has no alert may just not be watched: trouble passes through it. */
  private Set<String> nearest(Map<String, Deviation> known, String service) {
    return graph.nearest(service, known::containsKey);
  }

  private boolean explained(Deviation of, Set<String> below, Map<String, Deviation> known) {
    return below.stream().anyMatch(each -> explains(known.get(each), of));
  }

  /** What is left of its harm when that of its dependencies is taken off. */
  private double own(Map<String, Deviation> known, String service) {
    Deviation of = known.get(service);
    double passedOn =
        direct(known, service).stream()
            .map(known::get)
            .filter(d -> explains(d, of))
            .mapToDouble(Deviation::harm)
            .sum();
    return Math.max(0, of.harm() - passedOn);
  }

  /**
   * Whether trouble of a dependency can be why there is trouble above it. Waiting becomes failure
   * only after a while, so slowness explains failures that began later. In a cycle only the one
   * that began first explains the other.
   */
  private boolean explains(Deviation dependency, Deviation of) {
    boolean timeouts = dependency.signal() == Signal.LATENCY && of.signal() == Signal.AVAILABILITY;
    boolean cycle = graph.below(dependency.service()).contains(of.service());
    if (cycle && dependency.since() == of.since()) {
      return dependency.service().compareTo(of.service()) < 0;
    }
    return timeouts || cycle ? dependency.since() < of.since() : !after(dependency, of);
  }

  private boolean after(Deviation one, Deviation other) {
    return one.since() > other.since() + simultaneous;
  }

  private static Signal signal(Map<String, Deviation> known, String service) {
    return known.containsKey(service) ? known.get(service).signal() : Signal.OTHER;
  }

  /** Of several of one service, what it began with and the most telling signal count. */
  private static void keep(Map<String, Deviation> known, Deviation one) {
    if (one.sigmas() >= Deviation.LEAST_SIGMAS) {
      known.merge(one.service(), one, CauseRanking::joined);
    }
  }

  private static Deviation joined(Deviation one, Deviation other) {
    boolean first = one.signal().compareTo(other.signal()) <= 0;
    return new Deviation(
        one.service(),
        first ? one.signal() : other.signal(),
        Math.max(one.harm(), other.harm()),
        Math.max(one.sigmas(), other.sigmas()),
        Math.min(one.since(), other.since()));
  }

  private static String at(long time) {
    return Instant.ofEpochMilli(time).toString();
  }
}
