package dev.tocsin.evaluation.bench.live;

import dev.tocsin.evaluation.bench.live.EvaluatorMain.Membership;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The evaluator in a process of its own, which can be killed. */
final class LiveEvaluator implements AutoCloseable {
  private final Process process;

  private LiveEvaluator(Process process) {
    this.process = process;
  }

  /** Starts it, on what an earlier one of the same name has left. */
  static LiveEvaluator start(Stage stage, String name, Membership membership) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.add("-Dtocsin.root=" + System.getProperty("tocsin.root", ""));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EvaluatorMain.class.getName());
    Path state = stage.folder().resolve("state").resolve(name);
    command.addAll(
        List.of(stage.bootstrap(), name + ".", name, state.toString(), membership.name()));
    File log = stage.folder().resolve(name + ".log").toFile();
    return new LiveEvaluator(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  boolean alive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** As {@code kill -9}. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
