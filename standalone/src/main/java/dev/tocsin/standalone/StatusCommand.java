package dev.tocsin.standalone;

import dev.tocsin.embedded.Ports;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin status}: a line for each process. Exit code 0 when all are ready, else 1. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows each process: state, pid, port, resident memory.")
final class StatusCommand implements Callable<Integer> {
  private static final String LINE = "%-16s  %-9s  %7s  %6s  %6s";

  @Mixin private DataOption data;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Layout layout = data.layout();
    Optional<RunFile> run = RunFile.read(layout.runFile());
    if (run.isEmpty()) {
      out.println("nothing runs on " + layout.root());
      return 1;
    }
    out.println(LINE.formatted("part", "state", "pid", "port", "MiB"));
    Optional<ProcessHandle> launcher = alive(run.get().launcher());
    long total = launcher.map(Memory::ownMebibytes).orElse(0L);
    out.println(
        LINE.formatted(
            "launcher", launcher.isPresent() ? "up" : "gone", run.get().launcher(), "", total));
    boolean allReady = launcher.isPresent();
    for (RunFile.Entry part : run.get().parts()) {
      Optional<ProcessHandle> process = alive(part.pid());
      long mebibytes = process.map(Memory::residentMebibytes).orElse(0L);
      String state = process.isEmpty() ? "down" : ready(part) ? "ready" : "not ready";
      allReady &= state.equals("ready");
      total += mebibytes;
      out.println(LINE.formatted(part.name(), state, part.pid(), part.port(), mebibytes));
    }
    out.println(LINE.formatted("total", "", "", "", total));
    if (launcher.isEmpty()) {
      out.println("the launcher is gone: './tocsin up' goes on, './tocsin down' cleans up");
    }
    return allReady ? 0 : 1;
  }

  private static boolean ready(RunFile.Entry part) {
    return Service.named(part.name()).isPresent()
        ? Health.ready(part.port())
        : Ports.taken(part.port());
  }

  private static Optional<ProcessHandle> alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }
}
