package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin start}: sees to it that one service runs. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts one service that is down, and returns when it is ready.")
final class StartCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Mixin private DataOption data;

  @Parameters(
      paramLabel = "SERVICE",
      description = "report-api, ingest-service, sla-evaluator, anomaly-scorer or alert-router")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Service service =
        Service.named(name)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "'" + name + "' is none of " + String.join(", ", Service.names())));
    PrintWriter out = spec.commandLine().getOut();
    Layout layout = data.layout();
    ChildProcess launcher =
        ChildProcess.find(layout.launcherPidFile())
            .orElseThrow(
                () ->
                    new StandaloneException(
                        "nothing runs on " + layout.root() + ": './tocsin up' starts it"));
    Optional<ChildProcess> running = ChildProcess.find(layout.pidFile(service));
    if (running.isPresent() && ready(layout)) {
      out.println("%s runs already (pid %d)".formatted(name, running.get().pid()));
      return 0;
    }
    // The run's own supervisor starts whatever is down within seconds; two starters would race.
    long began = System.nanoTime();
    while (!ready(layout)) {
      if (launcher.ended(Duration.ofMillis(250))
          || System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new StandaloneException(
            "%s did not become ready; see %s".formatted(name, layout.log(service)));
      }
    }
    long pid = ChildProcess.find(layout.pidFile(service)).map(ChildProcess::pid).orElse(0L);
    out.println("%s is started (pid %d)".formatted(name, pid));
    return 0;
  }

  private boolean ready(Layout layout) {
    return RunFile.read(layout.runFile()).stream()
        .flatMap(run -> run.parts().stream())
        .filter(part -> part.name().equals(name))
        .anyMatch(
            part ->
                ProcessHandle.of(part.pid()).filter(ProcessHandle::isAlive).isPresent()
                    && Health.ready(part.port()));
  }
}
