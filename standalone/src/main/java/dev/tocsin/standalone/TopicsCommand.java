package dev.tocsin.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin topics}: applies the topics file to a Kafka that runs already. Containers run it
 * once, before any service.
 */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Creates the missing topics in a Kafka that runs already.")
final class TopicsCommand implements Callable<Integer> {
  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "its bootstrap servers")
  private String kafka;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TopicsSetup.apply(kafka, out::println);
    out.flush();
    return 0;
  }
}
