package dev.tocsin.evaluation.bench.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time. */
final class Cpu {
  /** What Linux counts in; the same on all machines that it runs on here. */
  private static final double TICKS_PER_SECOND = 100;

  /** Where the line of a thread goes on after its name, which may have spaces. */
  private static final String AFTER_NAME = ") ";

  private static final int USER_TICKS = 11;

  private Cpu() {}

  /** What the process has used so far, seconds. */
  static double seconds(ProcessHandle process) {
    return process
            .info()
            .totalCpuDuration()
            .map(Duration::toMillis)
            .orElseThrow(() -> new IllegalStateException("the process has ended"))
        / 1e3;
  }

  /**
   * What the threads of a JVM's compilers have used so far, seconds; zero where there is no /proc.
   */
  static double compilerSeconds(ProcessHandle jvm) {
    Path threads = Path.of("/proc/" + jvm.pid() + "/task");
    if (!Files.isDirectory(threads)) {
      return 0;
    }
    try (Stream<Path> each = Files.list(threads)) {
      return each.mapToDouble(Cpu::ofCompiler).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double ofCompiler(Path thread) {
    try {
      String line = Files.readString(thread.resolve("stat"));
      int name = line.indexOf(AFTER_NAME);
      if (!line.substring(0, name).contains("CompilerThre")) {
        return 0;
      }
      String[] figures = line.substring(name + AFTER_NAME.length()).split(" ");
      return (Long.parseLong(figures[USER_TICKS]) + Long.parseLong(figures[USER_TICKS + 1]))
          / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
  }
}
