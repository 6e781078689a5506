package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.openslo.SloWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin export}: a running system's definitions as one YAML text, which {@code apply} reads
 * back without changing anything. Exit code 1 when there are none.
 */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a running system's definitions as YAML that 'apply' reads back.")
public final class ExportCommand implements Callable<Integer> {
  /** How objectives are written; all else is always as Tocsin writes it. */
  private enum Format {
    openslo,
    tocsin
  }

  @Mixin private ReportApiOption reportApi;

  @Option(names = "--kind", paramLabel = "KIND", description = "only this kind: objective, rule, …")
  private String kind;

  @Option(names = "--name", paramLabel = "NAME", description = "only this name")
  private String name;

  @Option(
      names = "--format",
      defaultValue = "openslo",
      description =
          "objectives as ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}. What is no objective"
              + " is always written as Tocsin writes it")
  private Format format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DefinitionKind only = kind == null ? null : DefinitionKind.of(kind);
    List<ObjectNode> documents =
        reportApi.client().all(only).stream()
            .filter(each -> name == null || name.equals(each.name()))
            .map(this::document)
            .toList();
    if (documents.isEmpty()) {
      spec.commandLine().getErr().println("there is no such definition");
      spec.commandLine().getErr().flush();
      return 1;
    }
    spec.commandLine().getOut().print(YamlText.write(documents));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private ObjectNode document(Definition definition) {
    return format == Format.openslo
        ? SloWriter.write(definition).orElseGet(() -> plain(definition))
        : plain(definition);
  }

  /** Without its version: that is the system's, and no part of what is declared. */
  static ObjectNode plain(Definition definition) {
    ObjectNode tree = Json.mapper().valueToTree(definition);
    tree.remove("version");
    if (definition.effectiveFrom() == 0) {
      tree.remove("effectiveFrom");
    }
    return tree;
  }
}
