package dev.tocsin.sla.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.Evaluator;
import dev.tocsin.sla.SlaTopology;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.whatif.Inquiries;
import dev.tocsin.sla.whatif.Instances;
import dev.tocsin.sla.whatif.Limits;
import dev.tocsin.sla.whatif.Replays;
import dev.tocsin.sla.whatif.WhatIf;
import dev.tocsin.streams.StreamsProcess;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TestBroker;
import dev.tocsin.testkit.Workspace;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two instances share the services: whichever is asked, all of it is answered. */
class InstancesTest {
  private static final long START = 1_770_000_000_000L;
  private static final Set<String> SERVICES = new TreeSet<>();

  private static final String SPEC =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}";

  private final TestBroker broker = TestBroker.shared();
  private final String prefix = "two-" + UUID.randomUUID().toString().substring(0, 8) + ".";
  private final Topics topics = broker.topics(prefix);

  @Test
  void whoeverIsAskedAnswersForAll() throws IOException {
    send();
    try (Instance one = new Instance("1");
        Instance two = new Instance("2")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(one.instances.services()).isNotEmpty();
                assertThat(two.instances.services()).isNotEmpty();
                Set<String> all = new TreeSet<>(one.instances.services());
                all.addAll(two.instances.services());
                assertThat(all).isEqualTo(SERVICES);
                for (Instance each : List.of(one, two)) {
                  assertThat(each.newest.all(o -> true))
                      .extracting(look -> look.verdict().service())
                      .containsAll(each.instances.services());
                }
              });
      assertThat(one.instances.services()).doesNotContainAnyElementsOf(two.instances.services());
      assertThat(one.instances.others()).containsExactly(two.instances.self());

      JsonNode all = one.ask("definition: {name: A, spec: %s}".formatted(SPEC));
      assertThat(all.findValuesAsText("owner"))
          .contains(one.instances.self(), two.instances.self());
      assertThat(new TreeSet<>(services(all))).isEqualTo(SERVICES);
      assertThat(all.has("missing")).isFalse();

      String elsewhere = two.instances.services().get(0);
      assertThat(one.instances.ownerOf(elsewhere)).isEqualTo(two.instances.self());
      JsonNode forwarded =
          one.ask("definition: {name: A, spec: %s}, service: %s".formatted(SPEC, elsewhere));
      assertThat(services(forwarded)).containsExactly(elsewhere);

      Response look = one.looks().one("A", elsewhere);
      assertThat(look.getStatus()).isEqualTo(307);
      assertThat(look.getLocation())
          .hasToString(two.instances.self() + "/api/v1/look/A/" + elsewhere);
      assertThat(two.looks().one("A", elsewhere).getStatus()).isEqualTo(200);

      two.http.stop(0);
      JsonNode part = one.ask("definition: {name: A, spec: %s}".formatted(SPEC));
      assertThat(part.path("missing").path(0).asText()).isEqualTo(two.instances.self());
      assertThat(services(part)).containsExactlyElementsOf(one.instances.services());
    }
  }

  private static List<String> services(JsonNode answer) {
    List<String> services = new ArrayList<>();
    answer.path("services").forEach(each -> services.add(each.path("service").asText()));
    return services;
  }

  private void send() {
    StringBuilder events = new StringBuilder("[");
    for (int i = 0; i < 24; i++) {
      SERVICES.add("s" + i);
      events
          .append(i == 0 ? "" : ",")
          .append(
              Evaluator.relaxed(
                  "{timestamp: %d, service: s%d, latencyMs: 5, success: true}"
                      .formatted(START, i)));
    }
    byte[] record = events.append("]").toString().getBytes(StandardCharsets.UTF_8);
    broker.send(topics.requests().name(), "any", record);
  }

  /** One instance with everything but the framework around it. */
  private final class Instance implements AutoCloseable {
    private final NewestVerdicts newest = new NewestVerdicts();
    private final HttpServer http;
    private final StreamsProcess process;
    private final Instances instances;
    private final WhatIfResource resource;

    Instance(String id) throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      HostInfo self = new HostInfo("127.0.0.1", http.getAddress().getPort());
      Definitions definitions =
          Definitions.of(
              List.of(
                  new Definition(
                      DefinitionKind.OBJECTIVE,
                      "A",
                      1,
                      0,
                      Json.mapper().readTree(Evaluator.relaxed(SPEC)))));
      Properties settings =
          SlaTopology.properties(
              new StreamsSettings(
                  prefix + "two",
                  broker.bootstrapServers(),
                  Workspace.target("state-" + prefix + id),
                  id,
                  Duration.ofMillis(200),
                  1),
              topics);
      settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
      process =
          new StreamsProcess(
              new SlaTopology(
                  topics,
                  Settings.defaults(),
                  () -> definitions,
                  new EvaluatorMetrics(),
                  newest,
                  settings),
              settings,
              Clock.systemUTC(),
              () -> {});
      instances = new Instances(process::streams, self);
      WhatIf whatIf =
          new WhatIf(
              instances,
              () -> definitions,
              Settings.defaults(),
              SlaTopology.stores(),
              Limits.DEFAULT);
      Replays replays =
          new Replays(
              topics,
              () -> {
                throw new IllegalStateException("nothing is replayed here");
              });
      resource =
          new WhatIfResource(
              new Inquiries(whatIf, replays, instances, Limits.DEFAULT, Clock.systemUTC()),
              Clock.systemUTC());
      http.createContext("/api/v1/what-if", this::serve);
      http.setExecutor(Executors.newCachedThreadPool());
      http.start();
      process.start();
    }

    LookResource looks() {
      return new LookResource(newest, instances, Clock.systemUTC());
    }

    JsonNode ask(String body) throws IOException {
      byte[] json = Evaluator.relaxed("{" + body + "}").getBytes(StandardCharsets.UTF_8);
      Response response = resource.whatIf(json, null, null);
      assertThat(response.getStatus()).isEqualTo(200);
      return Json.mapper().readTree((byte[]) response.getEntity());
    }

    private void serve(HttpExchange exchange) throws IOException {
      String hop = exchange.getRequestHeaders().getFirst(Peers.HOP);
      assertThat(hop).isNotNull();
      Response response = resource.whatIf(exchange.getRequestBody().readAllBytes(), null, hop);
      byte[] body = (byte[]) response.getEntity();
      exchange.sendResponseHeaders(response.getStatus(), body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      http.stop(0);
      process.close();
    }
  }
}
