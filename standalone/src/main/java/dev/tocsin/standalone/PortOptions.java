package dev.tocsin.standalone;

import picocli.CommandLine.Option;

/** A port for each part; 0 takes a free one. */
final class PortOptions {
  @Option(names = "--report-api-port", paramLabel = "PORT", description = "default: 8080")
  private Integer reportApi;

  @Option(names = "--ingest-service-port", paramLabel = "PORT", description = "default: 8081")
  private Integer ingestService;

  @Option(names = "--sla-evaluator-port", paramLabel = "PORT", description = "default: 8082")
  private Integer slaEvaluator;

  @Option(names = "--anomaly-scorer-port", paramLabel = "PORT", description = "default: 8083")
  private Integer anomalyScorer;

  @Option(names = "--alert-router-port", paramLabel = "PORT", description = "default: 8084")
  private Integer alertRouter;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "default: 9092")
  private Integer kafka;

  @Option(names = "--postgres-port", paramLabel = "PORT", description = "default: 15432")
  private Integer postgres;

  void apply(StandaloneBuilder to) {
    apply(to, "report-api", reportApi);
    apply(to, "ingest-service", ingestService);
    apply(to, "sla-evaluator", slaEvaluator);
    apply(to, "anomaly-scorer", anomalyScorer);
    apply(to, "alert-router", alertRouter);
    apply(to, "kafka", kafka);
    apply(to, "postgres", postgres);
  }

  private static void apply(StandaloneBuilder to, String part, Integer port) {
    if (port != null) {
      to.port(part, port);
    }
  }
}
