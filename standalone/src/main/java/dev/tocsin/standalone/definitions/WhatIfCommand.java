package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin what-if}: what objectives from files would have said of what a running system still
 * has stored. Nothing is declared. Exit code 1 when there is no objective or no answer.
 */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = "Says what objectives in files would have said; declares nothing.")
public final class WhatIfCommand implements Callable<Integer> {
  @Mixin private FilesOption files;
  @Mixin private ReportApiOption reportApi;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "RFC 3339, epoch milliseconds or now-6h (default: all that is stored)")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "the same (default: now)")
  private String to;

  @Option(names = "--service", paramLabel = "NAME", description = "only this service")
  private String service;

  @Option(
      names = "--verdicts",
      paramLabel = "N",
      defaultValue = "20",
      description = "about how many to list of each service (default: ${DEFAULT-VALUE})")
  private int verdicts;

  @Option(
      names = "--publish",
      description = "publish verdicts and violations as NAME@replay-ID beside the live ones")
  private boolean publish;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Definition> objectives =
        files.read(err).stream().filter(each -> each.kind() == DefinitionKind.OBJECTIVE).toList();
    boolean fine = !objectives.isEmpty();
    for (Definition each : objectives) {
      DefinitionsClient.Answer answer = reportApi.client().ask(each, question(), publish, verdicts);
      if (answer.fine()) {
        out.print(FindingsText.of(answer.body(), publish));
      } else {
        err.println(each.key() + ": " + answer.detail());
        fine = false;
      }
    }
    out.flush();
    err.flush();
    return fine ? 0 : 1;
  }

  private ObjectNode question() {
    ObjectNode question = Json.mapper().createObjectNode();
    put(question, "from", from);
    put(question, "to", to);
    put(question, "service", service);
    return question;
  }

  private static void put(ObjectNode question, String field, String value) {
    if (value != null) {
      question.put(field, value);
    }
  }
}
