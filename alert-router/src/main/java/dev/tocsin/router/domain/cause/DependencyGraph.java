package dev.tocsin.router.domain.cause;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who calls whom. It may have cycles. */
public final class DependencyGraph {
  private final Map<String, Set<String>> dependencies = new TreeMap<>();
  private final Map<String, Set<String>> dependants = new TreeMap<>();

  /**
   * @param dependencies what each service depends on
   */
  public DependencyGraph(Map<String, ? extends Collection<String>> dependencies) {
    dependencies.forEach((service, on) -> on.forEach(each -> add(service, each)));
  }

  private void add(String service, String on) {
    dependencies.computeIfAbsent(service, s -> new TreeSet<>()).add(on);
    dependants.computeIfAbsent(on, s -> new TreeSet<>()).add(service);
  }

  /** What a service calls itself. */
  public Set<String> dependencies(String service) {
    return dependencies.getOrDefault(service, Set.of());
  }

  /** What a service depends on, through whatever lies between; without itself. */
  public Set<String> below(String service) {
    return walk(service, each -> true, this::dependencies);
  }

  /** What depends on a service, through whatever lies between; without itself. */
  public Set<String> above(String service) {
    return walk(service, each -> true, each -> dependants.getOrDefault(each, Set.of()));
  }

  /** The nearest dependencies that pass: on each way down the first one, whatever lies between. */
  Set<String> nearest(String service, Predicate<String> test) {
    Set<String> found = walk(service, test.negate(), this::dependencies);
    found.removeIf(test.negate());
    return found;
  }

  /**
   * The service's neighbourhood: all that hangs together with it through dependencies in either
   * direction. It is called after the member with the most services above it.
   */
  public String neighbourhood(String service) {
    Set<String> all = walk(service, each -> true, this::neighbours);
    all.add(service);
    String name = service;
    int most = -1;
    for (String each : all) {
      int above = above(each).size();
      if (above > most) {
        most = above;
        name = each;
      }
    }
    return name;
  }

  private Set<String> neighbours(String service) {
    Set<String> both = new TreeSet<>(dependencies(service));
    both.addAll(dependants.getOrDefault(service, Set.of()));
    return both;
  }

  private static Set<String> walk(
      String from, Predicate<String> beyond, Function<String, Set<String>> next) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(next.apply(from));
    while (!open.isEmpty()) {
      String each = open.pop();
      if (!each.equals(from) && found.add(each) && beyond.test(each)) {
        open.addAll(next.apply(each));
      }
    }
    return found;
  }
}
