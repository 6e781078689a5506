package dev.tocsin.standalone;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The five services, in the order in which their addresses are shown. */
public enum Service {
  REPORT_API(8080),
  INGEST_SERVICE(8081),
  SLA_EVALUATOR(8082),
  ANOMALY_SCORER(8083),
  ALERT_ROUTER(8084);

  private final int defaultPort;

  Service(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** The module's name, such as {@code report-api}. */
  public String moduleName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where it listens unless told otherwise. */
  public int defaultPort() {
    return defaultPort;
  }

  /** What the build makes of it. */
  Path artefact(Path root) {
    return root.resolve(moduleName()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** The service of that module name. */
  public static Optional<Service> named(String name) {
    return Arrays.stream(values()).filter(each -> each.moduleName().equals(name)).findFirst();
  }

  /** All module names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Service::moduleName).toList();
  }
}
