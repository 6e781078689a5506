package dev.tocsin.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin up}: starts everything and stays until Ctrl-C or {@code tocsin down}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts Kafka, PostgreSQL, the five services and a sample workload.")
final class UpCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private PortOptions ports;

  @Option(names = "--fresh", description = "delete all data of earlier runs first")
  private boolean fresh;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "use this Kafka instead of an embedded one")
  private String kafka;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description =
          "use this database instead of an embedded one: postgresql://USER:PASSWORD@HOST:PORT/NAME")
  private String postgres;

  @Option(names = "--no-sample", description = "send no sample workload")
  private boolean withoutSample;

  @Option(names = "--no-definitions", description = "load no default definitions")
  private boolean withoutDefinitions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    StandaloneBuilder builder =
        Standalone.builder()
            .data(data.layout().root())
            .fresh(fresh)
            .kafka(kafka)
            .postgres(postgres)
            .sample(!withoutSample)
            .definitions(!withoutDefinitions)
            .say(line -> print(out, line));
    ports.apply(builder);
    Standalone system = builder.build();
    long began = System.nanoTime();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system, out), "stop"));
    system.start();
    announce(system, out, (System.nanoTime() - began) / 1e9);
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(Standalone system, PrintWriter out) {
    if (system.started()) {
      print(out, "");
      print(out, "stopping");
    }
    system.close();
  }

  private static void announce(Standalone system, PrintWriter out, double seconds) {
    String report = system.url(Service.REPORT_API.moduleName()).toString();
    String ingest = system.url(Service.INGEST_SERVICE.moduleName()).toString();
    print(
        out,
        """

        Tocsin is up (%.1f s).
          dashboard   %s/
          report API  %s/api/v1/overview   (OpenAPI: %s/q/openapi)
          ingest      %s/api/v1/telemetry/requests
          Kafka       %s
          PostgreSQL  %s
        Ctrl-C, or './tocsin down' in another terminal, stops everything."""
            .formatted(seconds, report, report, report, ingest, system.kafka(), system.postgres()));
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
