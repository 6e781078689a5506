package dev.tocsin.evaluation.bench.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of a JVM's threads as Linux counts it, from now on, the JVM's own included: its
 * compilers are in no other account.
 */
public final class ThreadTimes {
  private static final String COMPILERS = "C[12] Compiler.*";

  private final Path threads;
  private final Map<String, Long> before;

  /** Those of this process. */
  ThreadTimes() {
    this(ProcessHandle.current());
  }

  /** Those of a process that runs. */
  public ThreadTimes(ProcessHandle process) {
    threads = Path.of("/proc", Long.toString(process.pid()), "task");
    before = read();
  }

  /** What the threads of this name took since. */
  public long nanosOf(String thread) {
    return nanos().getOrDefault(thread, 0L);
  }

  /** What each thread that is still alive took since, by its name, cut as the kernel does. */
  Map<String, Long> nanos() {
    Map<String, Long> nanos = read();
    before.forEach((thread, took) -> nanos.computeIfPresent(thread, (t, all) -> all - took));
    return nanos;
  }

  /** What the JVM's compilers took since. */
  public long compilerNanos() {
    return nanos().entrySet().stream()
        .filter(each -> each.getKey().matches(COMPILERS))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private Map<String, Long> read() {
    Map<String, Long> nanos = new HashMap<>();
    try (Stream<Path> all = Files.list(threads)) {
      for (Path each : all.toList()) {
        try {
          String name = Files.readString(each.resolve("comm")).strip();
          String[] times = Files.readString(each.resolve("schedstat")).split(" ");
          nanos.merge(name, Long.parseLong(times[0]), Long::sum);
        } catch (NoSuchFileException e) {
          // It has ended in between.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nanos;
  }
}
