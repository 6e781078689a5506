package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.job.JobKind;
import dev.tocsin.evaluation.bench.job.JobMain;
import dev.tocsin.evaluation.bench.job.JobSettings;
import dev.tocsin.events.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A job's process as the benchmark sees it. */
final class JobProcess implements AutoCloseable {
  /** The same for all: both compilers, a heap that none of them fills. */
  private static final List<String> JVM =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-Xmn512m",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          // A profile's samples find their lines, wherever they are taken; costs nothing.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+DebugNonSafepoints");

  private final Process process;
  private final Writer to;
  private final BufferedReader from;
  private final Path log;

  JobProcess(JobKind kind, String name, Path folder, boolean profiled) throws IOException {
    Files.createDirectories(folder);
    log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("-Dtocsin.root=" + System.getProperty("tocsin.root", ""));
    command.add("-cp");
    command.add(classPath(kind));
    command.add(JobMain.class.getName());
    command.add(kind.name());
    if (profiled) {
      command.add("profiled");
    }
    process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String classPath(JobKind kind) throws IOException {
    String own = System.getProperty("java.class.path");
    if (kind != JobKind.FLINK) {
      return own;
    }
    Path root = Path.of(System.getProperty("tocsin.root", ""));
    Path flink = root.resolve("evaluation/target/flink-classpath.txt");
    return own + File.pathSeparator + Files.readString(flink).strip();
  }

  void start(JobSettings settings) throws IOException {
    say(Json.mapper().writeValueAsString(settings));
  }

  /** Tells the job that all its results were seen. */
  void complete() throws IOException {
    say("complete");
  }

  private void say(String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What the run that was started has measured, as soon as it ends. */
  JobMain.Measured measured() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IllegalStateException("the job ended; see " + log);
    }
    return Json.mapper().readValue(line, JobMain.Measured.class);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
