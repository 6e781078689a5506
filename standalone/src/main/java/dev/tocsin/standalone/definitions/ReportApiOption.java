package dev.tocsin.standalone.definitions;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option that says which system is meant. */
public final class ReportApiOption {
  @Option(
      names = "--report-api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "default: ${DEFAULT-VALUE}")
  private URI url;

  /** Where its definitions are. */
  public DefinitionsClient client() {
    return new DefinitionsClient(url);
  }
}
