package dev.tocsin.standalone;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin definitions}: offers the default definitions to a report API that runs already;
 * what exists there stays as it is. Exit code 1 when one is refused.
 */
@Command(
    name = "definitions",
    mixinStandardHelpOptions = true,
    description = "Loads the default definitions into a report API that runs already.")
final class DefinitionsCommand implements Callable<Integer> {
  @Option(
      names = "--report-api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "default: ${DEFAULT-VALUE}")
  private URI reportApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DefaultDefinitions.Loaded loaded =
        DefaultDefinitions.read(Layout.repository().resolve("deploy/definitions")).load(reportApi);
    out.printf("%d loaded, %d there already%n", loaded.created(), loaded.present());
    loaded.refused().forEach(line -> out.println("refused: " + line));
    out.flush();
    return loaded.refused().isEmpty() ? 0 : 1;
  }
}
