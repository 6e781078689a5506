package dev.tocsin.standalone;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which run is meant. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where everything is kept (default: .tocsin beside the script)")
  private Path data;

  Layout layout() {
    return new Layout((data == null ? Layout.defaultData() : data).toAbsolutePath().normalize());
  }
}
