package dev.tocsin.standalone.definitions;

import dev.tocsin.events.Definition;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin validate}: all that is wrong with definitions in files, without any server. Exit
 * code 1 when anything is.
 */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong with definitions in files, without any server.")
public final class ValidateCommand implements Callable<Integer> {
  @Mixin private FilesOption files;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Definition> definitions = files.read(spec.commandLine().getErr());
    if (definitions.isEmpty()) {
      return 1;
    }
    spec.commandLine()
        .getOut()
        .printf("valid: %d definitions in %d files%n", definitions.size(), files.files());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
