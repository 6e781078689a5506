package dev.tocsin.standalone;

import dev.tocsin.standalone.definitions.ReportApiOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Mixin private ReportApiOption reportApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DefaultDefinitions.Loaded loaded =
        DefaultDefinitions.read(Layout.repository().resolve("deploy/definitions"))
            .load(reportApi.client());
    out.printf("%d loaded, %d there already%n", loaded.created(), loaded.present());
    loaded.refused().forEach(line -> out.println("refused: " + line));
    out.flush();
    return loaded.refused().isEmpty() ? 0 : 1;
  }
}
