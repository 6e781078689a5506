package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin rebuild}: all tables of the report API anew from the topics. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes all tables of the report API anew from the topics, while it answers from those that it"
          + " has. What the topics no longer hold is gone afterwards.",
      "Exit code 1 when it fails: what was there stays then."
    })
public final class RebuildCommand implements Callable<Integer> {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  @Mixin private ReportApiOption reportApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DefinitionsClient client = reportApi.client();
    DefinitionsClient.Answer begun = client.rebuild();
    if (!begun.fine()) {
      out.println("tocsin: " + begun.detail());
      out.flush();
      return 1;
    }
    JsonNode state = client.rebuilding();
    while (state.path("phase").asText().equals("RUNNING")) {
      LockSupport.parkNanos(LOOK_NANOS);
      state = client.rebuilding();
    }
    boolean done = state.path("phase").asText().equals("DONE");
    out.println(
        done
            ? "rebuilt from " + state.path("records").asLong() + " records"
            : "not rebuilt, what was there stays: " + state.path("reason").asText());
    out.flush();
    return done ? 0 : 1;
  }
}
