package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * A topology's description as it was approved. A store or repartition topic that gets another name
 * loses its state, so a change has to be seen and wanted: the file changes in the same commit.
 */
public final class ApprovedTopology {
  private ApprovedTopology() {}

  /**
   * Compares with {@code src/test/resources/topology.txt} of the test's module; on a difference
   * writes {@code target/topology.actual.txt} beside it and fails.
   *
   * @param test a class of the module
   */
  public static void verify(Topology topology, Class<?> test) {
    Path module = moduleOf(test);
    Path approved = module.resolve("src/test/resources/topology.txt");
    String actual = topology.describe().toString().stripTrailing() + "\n";
    try {
      String expected = Files.exists(approved) ? Files.readString(approved) : "";
      if (!expected.equals(actual)) {
        Path received = module.resolve("target/topology.actual.txt");
        Files.createDirectories(received.getParent());
        Files.writeString(received, actual);
        throw new AssertionError(
            "the topology is not the approved one. If the change is wanted and its state may go:"
                + "\n  cp %s %s\n%s".formatted(received, approved, difference(expected, actual)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that only one of them has, in their order. */
  static String difference(String expected, String actual) {
    List<String> was = expected.lines().toList();
    List<String> is = actual.lines().toList();
    List<String> lines = new ArrayList<>();
    was.stream().filter(line -> !is.contains(line)).forEach(line -> lines.add("- " + line));
    is.stream().filter(line -> !was.contains(line)).forEach(line -> lines.add("+ " + line));
    return String.join("\n", lines);
  }

  private static Path moduleOf(Class<?> test) {
    String location = String.valueOf(test.getProtectionDomain().getCodeSource().getLocation());
    int target = location.lastIndexOf("/target/");
    return location.startsWith("file:") && target > 0
        ? Path.of(location.substring("file:".length(), target))
        : Workspace.module();
  }
}
