package dev.tocsin.evaluation.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was written behind the benchmark's name: {@code --name value} pairs. */
public final class Options {
  private final Map<String, String> values = new TreeMap<>();

  /**
   * @param arguments the pairs
   * @param known the names that the benchmark takes
   * @throws IllegalArgumentException naming the one that is not known or has no value
   */
  Options(List<String> arguments, Set<String> known) {
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i).replaceFirst("^--", "");
      if (!known.contains(name) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            arguments.get(i) + ": give one of " + known + " as --name value");
      }
      values.put(name, arguments.get(i + 1));
    }
  }

  /** A whole number. */
  public int number(String name, int otherwise) {
    return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
  }

  /** A word. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Names with commas between them; empty when not given. */
  public List<String> names(String name) {
    return values.containsKey(name) ? Arrays.asList(values.get(name).split(",")) : List.of();
  }
}
