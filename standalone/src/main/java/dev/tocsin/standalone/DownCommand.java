package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin down}: stops what runs, and what a crashed run left behind. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops everything that './tocsin up' started.")
final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Mixin private DataOption data;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Layout layout = data.layout();
    Optional<ChildProcess> launcher = ChildProcess.find(layout.launcherPidFile());
    launcher.ifPresent(
        each -> {
          out.println("stopping (pid " + each.pid() + ")");
          out.flush();
          each.stop(PATIENCE);
        });
    boolean any = launcher.isPresent();
    StandaloneBuilder builder = Standalone.builder().data(layout.root());
    for (Part part : builder.parts().inReverse()) {
      if (part.stopStale()) {
        any = true;
        out.println("stopped what an earlier run left behind: " + part.name());
      }
    }
    Files.deleteIfExists(layout.runFile());
    out.println(any ? "stopped" : "nothing runs on " + layout.root());
    return 0;
  }
}
