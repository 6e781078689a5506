package dev.tocsin.standalone;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.standalone.definitions.ApplyCommand;
import dev.tocsin.standalone.definitions.ExportCommand;
import dev.tocsin.standalone.definitions.RebuildCommand;
import dev.tocsin.standalone.definitions.RedeliverCommand;
import dev.tocsin.standalone.definitions.ValidateCommand;
import dev.tocsin.standalone.definitions.WhatIfCommand;
import dev.tocsin.standalone.replay.ReplayCommand;
import java.io.PrintWriter;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind the launcher script. */
@Command(
    name = "tocsin",
    description = "Streaming SLA monitoring, anomaly scoring and alert routing.",
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      StartCommand.class,
      ReplayCommand.class,
      ApplyCommand.class,
      ValidateCommand.class,
      ExportCommand.class,
      WhatIfCommand.class,
      RebuildCommand.class,
      RedeliverCommand.class,
      TopicsCommand.class,
      DefinitionsCommand.class
    })
public final class Tocsin {
  private Tocsin() {}

  public static void main(String[] arguments) {
    // Libraries' logs are not for whoever typed the command.
    LogManager.getLogManager().reset();
    System.exit(commands().execute(arguments));
  }

  /** The commands, for whoever wants to give one without a process. */
  public static CommandLine commands() {
    return new CommandLine(new Tocsin())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(Tocsin::failed);
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result)
      throws Exception {
    if (e instanceof StandaloneException || e instanceof InvalidFieldException) {
      PrintWriter err = line.getErr();
      err.println("tocsin: " + e.getMessage());
      err.flush();
      return 1;
    }
    throw e;
  }
}
