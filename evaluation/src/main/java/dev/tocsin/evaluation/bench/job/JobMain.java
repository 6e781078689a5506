package dev.tocsin.evaluation.bench.job;

import com.sun.management.OperatingSystemMXBean;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Json;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A job's process. It stays up through all rounds, so that what is measured is compiled code. On
 * standard input: a line of {@link JobSettings} starts a run, the next line says that its results
 * are out. On standard output: a line of {@link Measured} for each run.
 */
public final class JobMain {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private JobMain() {}

  /**
   * Runs until the input ends.
   *
   * @param arguments the job's kind, and {@code profiled} when it is to be sampled
   */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Job job = JobKind.valueOf(arguments[0]).job();
    Profiler profiler = arguments.length > 1 ? new Profiler() : null;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JobSettings settings = Json.mapper().readValue(line, JobSettings.class);
      Measured measured = measure(job, settings, in::readLine, profiler);
      Stage.delete(settings.state());
      out.println(Json.mapper().writeValueAsString(measured));
    }
    Runtime.getRuntime().halt(0);
  }

  private static Measured measure(
      Job job, JobSettings settings, Job.Signal results, Profiler profiler) throws IOException {
    // What earlier runs have left is not this one's to collect.
    System.gc();
    try (Job.Run run = job.start(settings)) {
      ThreadTimes threads = new ThreadTimes();
      Instant start = Instant.now();
      long wallBefore = System.nanoTime();
      long cpuBefore = PROCESS.getProcessCpuTime();
      Job.Sums sums = run.await(results);
      long cpu = PROCESS.getProcessCpuTime() - cpuBefore;
      long wall = System.nanoTime() - wallBefore;
      long compiler = threads.compilerNanos();
      Profile profile = profiler == null ? null : profiler.since(start, threads, settings.state());
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Measured(cpu, compiler, wall, heap, resident(), sums, profile);
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }

  /**
   * One run.
   *
   * @param cpuNanos processor time of the whole process, its compiler and collector included
   * @param compilerNanos what of it the JVM's compilers took
   * @param wallNanos the time that passed
   * @param heapBytes the live heap when all was counted
   * @param residentBytes the process' memory then
   * @param sums what a job that publishes nothing has counted, or null
   * @param profile where the time went, when it is sampled; else null
   */
  public record Measured(
      long cpuNanos,
      long compilerNanos,
      long wallNanos,
      long heapBytes,
      long residentBytes,
      Job.Sums sums,
      Profile profile) {}
}
