package dev.tocsin.standalone;

import dev.tocsin.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processes of the system.
 *
 * @param servers Kafka and PostgreSQL as far as they are embedded, in the order of their start
 * @param services the five services
 */
record Parts(List<Part> servers, List<ServicePart> services) {

  static Parts of(Settings settings, Layout layout) {
    List<Part> servers = new ArrayList<>();
    Map<String, String> environment = new TreeMap<>();
    if (settings.kafka() == null) {
      servers.add(new BrokerPart(layout.kafka(), settings.port("kafka")));
    }
    environment.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", settings.bootstrapServers());
    if (settings.postgres() == null) {
      servers.add(new DatabasePart(layout.postgres(), settings.port("postgres")));
    }
    environment.putAll(settings.database().environment());
    environment.put(
        "TOCSIN_REPORT_EVALUATOR_URL",
        "http://127.0.0.1:" + settings.port(Service.SLA_EVALUATOR.moduleName()));
    environment.put(
        "TOCSIN_REPORT_SCORER_URL",
        "http://127.0.0.1:" + settings.port(Service.ANOMALY_SCORER.moduleName()));
    environment.put(
        "TOCSIN_REPORT_ROUTER_URL",
        "http://127.0.0.1:" + settings.port(Service.ALERT_ROUTER.moduleName()));
    List<ServicePart> services = new ArrayList<>();
    for (Service service : Service.values()) {
      services.add(
          new ServicePart(service, layout, settings.port(service.moduleName()), environment));
    }
    return new Parts(servers, services);
  }

  /** All, in the order of their start. */
  List<Part> all() {
    List<Part> all = new ArrayList<>(servers);
    all.addAll(services);
    return all;
  }

  /** All, in the order in which they are stopped. */
  List<Part> inReverse() {
    List<Part> all = all();
    Collections.reverse(all);
    return all;
  }

  /** The service of that name. */
  ServicePart service(String name) {
    return services.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + Service.names()));
  }

  /**
   * Checks what each part needs before any is started.
   *
   * @throws StandaloneException naming what is missing
   */
  void requireStartable() {
    for (Part part : all()) {
      if (Ports.taken(part.port())) {
        throw new StandaloneException(
            "port %d for %s is taken; choose another with --%s-port PORT"
                .formatted(part.port(), part.name(), part.name()));
      }
    }
    for (ServicePart part : services) {
      Path artefact = part.service().artefact(Layout.repository());
      if (!Files.exists(artefact)) {
        throw new StandaloneException(part.name() + " is not built: there is no " + artefact);
      }
    }
  }
}
