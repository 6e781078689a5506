package dev.tocsin.standalone.definitions;

import dev.tocsin.standalone.definitions.DefinitionsClient.Answer;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin redeliver}: has notifications sent again that were given up, under their own ids.
 * Exit code 1 when any of them is not.
 */
@Command(
    name = "redeliver",
    mixinStandardHelpOptions = true,
    description = "Sends notifications again that were given up.")
public final class RedeliverCommand implements Callable<Integer> {
  @Mixin private ReportApiOption reportApi;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "notificationId, as the ledger has it; without any, all that were given up")
  private List<String> ids;

  @Option(names = "--receiver", paramLabel = "NAME", description = "without ids: only this one's")
  private String receiver;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the ledger")
  private String reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DefinitionsClient client = reportApi.client();
    boolean named = ids != null && !ids.isEmpty();
    boolean all = true;
    for (String id : named ? ids : client.givenUp(receiver)) {
      Answer answer = client.redeliver(id, reason);
      // Among all that were ever given up there are some that have been redelivered since.
      boolean since = !named && answer.status() == 409;
      if (!since) {
        out.println(id + ": " + (answer.fine() ? "is sent again" : answer.detail()));
      }
      all &= answer.fine() || since;
    }
    out.flush();
    return all ? 0 : 1;
  }
}
