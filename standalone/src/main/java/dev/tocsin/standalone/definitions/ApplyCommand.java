package dev.tocsin.standalone.definitions;

import dev.tocsin.events.Definition;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.openslo.DefinitionSet;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin apply}: declares definitions from files to a running system. Nothing is sent unless
 * all are valid; what says the same already is left alone. A configuration file of Alertmanager is
 * the whole truth: what an earlier one declared and it does not is withdrawn. Exit code 1 when
 * anything is wrong or refused.
 */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Declares definitions from files; what says the same already is left alone.",
      "What an earlier Alertmanager file declared, and the one that is applied does not, is"
          + " withdrawn."
    })
public final class ApplyCommand implements Callable<Integer> {
  private enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    WITHDRAWN,
    KEPT,
    REFUSED;

    /** Whether it is counted also where there is none of it. */
    boolean usual() {
      return this != WITHDRAWN && this != KEPT;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private FilesOption files;
  @Mixin private ReportApiOption reportApi;

  @Option(names = "--dry-run", description = "say what would be done, and do nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DefinitionSet set = files.readAll(spec.commandLine().getErr());
    List<Definition> definitions = set.definitions();
    if (definitions.isEmpty()) {
      return 1;
    }
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Definition definition : definitions) {
      outcomes.merge(apply(definition, out), 1, Integer::sum);
    }
    if (set.alertmanager() && !outcomes.containsKey(Outcome.REFUSED)) {
      Leftovers.of(definitions, reportApi.client())
          .forEach((each, user) -> outcomes.merge(withdraw(each, user, out), 1, Integer::sum));
    }
    out.println(
        Stream.of(Outcome.values())
                .filter(each -> each.usual() || outcomes.containsKey(each))
                .map(each -> outcomes.getOrDefault(each, 0) + " " + each)
                .collect(Collectors.joining(", "))
            + (dryRun ? "; dry run, nothing was sent" : ""));
    out.flush();
    return outcomes.containsKey(Outcome.REFUSED) ? 1 : 0;
  }

  private Outcome apply(Definition wanted, PrintWriter out) {
    DefinitionsClient client = reportApi.client();
    Optional<Definition> present = client.find(wanted.kind(), wanted.name());
    if (present.isPresent() && same(present.get(), wanted)) {
      return said(out, wanted, Outcome.UNCHANGED, "");
    }
    Outcome done = present.isPresent() ? Outcome.UPDATED : Outcome.CREATED;
    if (dryRun) {
      return said(out, wanted, done, "");
    }
    // The version that was looked at is the one to change: who was quicker is not overwritten.
    long looked = present.map(Definition::version).orElse(0L);
    DefinitionsClient.Answer answer =
        client.put(wanted, wanted.version() != 0 ? wanted.version() : looked);
    if (!answer.fine()) {
      return said(out, wanted, Outcome.REFUSED, ": " + answer.detail());
    }
    done = answer.status() == HttpURLConnection.HTTP_CREATED ? Outcome.CREATED : Outcome.UPDATED;
    return said(out, wanted, done, ", version " + answer.body().path("version").asLong());
  }

  /**
   * Withdraws what was of an earlier file of Alertmanager.
   *
   * @param user what still refers to it, or empty
   */
  private Outcome withdraw(Definition leftover, String user, PrintWriter out) {
    if (!user.isEmpty()) {
      return said(
          out, leftover, Outcome.KEPT, ": not in the file any more, but " + user + " needs it");
    }
    if (!dryRun) {
      DefinitionsClient.Answer answer = reportApi.client().delete(leftover.kind(), leftover.name());
      if (!answer.fine()) {
        return said(out, leftover, Outcome.REFUSED, ": " + answer.detail());
      }
    }
    return said(out, leftover, Outcome.WITHDRAWN, ": not in the file any more");
  }

  private static Outcome said(
      PrintWriter out, Definition definition, Outcome outcome, String more) {
    out.println(definition.key() + " " + outcome + more);
    return outcome;
  }

  private static boolean same(Definition present, Definition wanted) {
    try {
      return present.saysTheSameAs(wanted);
    } catch (InvalidFieldException e) {
      // What stands there is not valid any more: anything that is says something else.
      return false;
    }
  }
}
