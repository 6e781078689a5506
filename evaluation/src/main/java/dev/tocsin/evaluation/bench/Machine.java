package dev.tocsin.evaluation.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/** Where and on what a figure was measured: without that it is worth nothing. */
final class Machine {
  private Machine() {}

  /** Date, commit, processors, memory and Java, in one line. */
  static String line() {
    return "%s, commit %s, %d cores (%s), %s, Java %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            commit(),
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", line -> line.startsWith("model name"), "processor not known"),
            value("/proc/meminfo", line -> line.startsWith("MemTotal"), "memory not known"),
            Runtime.version());
  }

  private static String value(String file, Predicate<String> wanted, String otherwise) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(wanted)
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(Path.of(System.getProperty("tocsin.root", "")).toAbsolutePath().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.isBlank() ? "not known" : answer.strip();
    } catch (IOException e) {
      return "not known";
    }
  }
}
