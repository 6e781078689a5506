package dev.tocsin.standalone.definitions;

import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says which system is meant. */
public final class ReportApiOption {
  @Option(
      names = "--report-api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "default: ${DEFAULT-VALUE}")
  private URI url;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Where its definitions are. */
  public DefinitionsClient client() {
    PrintWriter err = command.commandLine().getErr();
    return new DefinitionsClient(
        url,
        line -> {
          err.println(line);
          err.flush();
        });
  }
}
