package dev.tocsin.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportConfigTest {
  @Test
  void theDefaults() {
    ReportConfig config = config(Map.of());
    assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.topicPrefix()).isEqualTo("tocsin.");
    assertThat(config.instanceId()).isEqualTo("0");
    assertThat(config.report().lease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.report().batchSize()).isEqualTo(12_000);
    assertThat(config.report().maxClockSkew()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.report().liveClients()).isEqualTo(100);
    assertThat(config.report().maxSlices()).isEqualTo(1_000_000);
    assertThat(config.report().evaluatorUrl()).isEqualTo(URI.create("http://127.0.0.1:8082"));
    assertThat(config.report().retention().slices()).isEqualTo(Duration.ofDays(14));
    assertThat(config.report().retention().hours()).isEqualTo(Duration.ofDays(400));
    assertThat(config.report().retention().days()).isEqualTo(Duration.ofDays(1_825));
    assertThat(config.report().retention().scores()).isEqualTo(Duration.ofDays(14));
    assertThat(config.report().retention().verdicts()).isEqualTo(Duration.ofDays(90));
    assertThat(config.report().retention().deadLetters()).isEqualTo(Duration.ofDays(14));
    assertThat(config.report().retention().devices()).isEqualTo(Duration.ofDays(90));
    assertThat(config.report().fleet().enabled()).isTrue();
    assertThat(config.report().fleet().every()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.report().retention().every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.report().scorerUrl()).containsExactly(URI.create("http://127.0.0.1:8083"));
    assertThat(config.report().deliveries().every()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.report().deliveries().smtp().from()).isEqualTo("tocsin@localhost");
    assertThat(config.report().deliveries().smtp().host()).isEqualTo("localhost");
    assertThat(config.report().deliveries().smtp().port()).isEqualTo(25);
    assertThat(config.report().deliveries().smtp().startTls()).isEqualTo(StartTLSOptions.OPTIONAL);
    assertThat(config.report().deliveries().smtp().tls()).isFalse();
    assertThat(config.report().deliveries().smtp().username()).isEmpty();
    assertThat(config.report().deliveries().schemes()).containsOnly("https", "http");
    assertThat(config.report().deliveries().allowPrivate()).isFalse();
    assertThat(config.report().deliveries().allowedHosts()).isEmpty();
    assertThat(config.report().deliveries().secrets().envPrefix()).isEqualTo("TOCSIN_SECRET_");
    assertThat(config.report().deliveries().secrets().directory())
        .isEqualTo(Path.of("/run/secrets"));
  }

  @Test
  void theNames() {
    ReportConfig config =
        config(
            Map.ofEntries(
                Map.entry("tocsin.kafka.bootstrap-servers", "b:1"),
                Map.entry("tocsin.topic-prefix", "p."),
                Map.entry("tocsin.instance-id", "7"),
                Map.entry("tocsin.report.lease", "3s"),
                Map.entry("tocsin.report.batch-size", "5"),
                Map.entry("tocsin.report.max-slices", "6"),
                Map.entry("tocsin.report.fleet.enabled", "false"),
                Map.entry("tocsin.report.evaluator-url", "http://e:1"),
                Map.entry("tocsin.report.retention.dead-letters", "1h"),
                Map.entry("tocsin.report.deliveries.secrets.directory", "/s"),
                Map.entry("tocsin.report.deliveries.allowed-hosts", "*.c")));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("b:1");
    assertThat(config.topicPrefix()).isEqualTo("p.");
    assertThat(config.instanceId()).isEqualTo("7");
    assertThat(config.report().lease()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.report().batchSize()).isEqualTo(5);
    assertThat(config.report().maxSlices()).isEqualTo(6);
    assertThat(config.report().fleet().enabled()).isFalse();
    assertThat(config.report().evaluatorUrl()).isEqualTo(URI.create("http://e:1"));
    assertThat(config.report().retention().deadLetters()).isEqualTo(Duration.ofHours(1));
    assertThat(config.report().deliveries().secrets().directory()).isEqualTo(Path.of("/s"));
    assertThat(config.report().deliveries().allowedHosts()).contains(List.of("*.c"));
  }

  private static ReportConfig config(Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ReportConfig.class)
            .withDefaultValues(values)
            .withConverter(Duration.class, 200, new DurationConverter())
            .build();
    return config.getConfigMapping(ReportConfig.class);
  }
}
