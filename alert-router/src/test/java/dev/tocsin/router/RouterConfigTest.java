package dev.tocsin.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterConfigTest {
  @Test
  void defaults() {
    RouterConfig config = config(Map.of());
    assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.topicPrefix()).isEqualTo("tocsin.");
    assertThat(config.stateDir()).isEqualTo(Path.of(".tocsin/state/alert-router"));
    assertThat(config.instanceId()).isEqualTo("0");
    assertThat(config.replicationFactor()).isEqualTo(-1);
    assertThat(config.router().staleAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(config.router().commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.router().dispatch().maxAge()).isEqualTo(Duration.ofHours(24));
    assertThat(config.router().dispatch().queuePerReceiver()).isEqualTo(2_000);
    assertThat(config.router().dispatch().inFlightPerReceiver()).isEqualTo(16);
    assertThat(config.router().dispatch().firstBackoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.router().dispatch().longestBackoff()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.router().dispatch().deadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.router().dispatch().breakerFailures()).isEqualTo(5);
    assertThat(config.router().dispatch().breakerPause()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.router().targets().schemes()).containsExactlyInAnyOrder("http", "https");
    assertThat(config.router().targets().allowPrivate()).isFalse();
    assertThat(config.router().targets().allowedHosts()).isEmpty();
    assertThat(config.router().secrets().envPrefix()).isEqualTo("TOCSIN_SECRET_");
    assertThat(config.router().secrets().directory()).isEqualTo(Path.of("/run/secrets"));
    assertThat(config.router().externalUrl()).isEmpty();
    assertThat(config.router().mail().from()).isEqualTo("tocsin@localhost");
  }

  @Test
  void names() {
    RouterConfig config =
        config(
            Map.ofEntries(
                Map.entry("tocsin.kafka.bootstrap-servers", "k:1"),
                Map.entry("tocsin.topic-prefix", "x."),
                Map.entry("tocsin.state-dir", "/s"),
                Map.entry("tocsin.instance-id", "7"),
                Map.entry("tocsin.replication-factor", "3"),
                Map.entry("tocsin.router.stale-after", "2h"),
                Map.entry("tocsin.router.commit-interval", "50ms"),
                Map.entry("tocsin.router.dispatch.max-age", "3h"),
                Map.entry("tocsin.router.dispatch.queue-per-receiver", "4"),
                Map.entry("tocsin.router.dispatch.in-flight-per-receiver", "5"),
                Map.entry("tocsin.router.dispatch.first-backoff", "6s"),
                Map.entry("tocsin.router.dispatch.longest-backoff", "7s"),
                Map.entry("tocsin.router.dispatch.deadline", "8s"),
                Map.entry("tocsin.router.dispatch.breaker-failures", "9"),
                Map.entry("tocsin.router.dispatch.breaker-pause", "10s"),
                Map.entry("tocsin.router.targets.schemes", "https"),
                Map.entry("tocsin.router.targets.allow-private", "true"),
                Map.entry("tocsin.router.targets.allowed-hosts", "a,b"),
                Map.entry("tocsin.router.secrets.env-prefix", "S_"),
                Map.entry("tocsin.router.secrets.directory", "/x"),
                Map.entry("tocsin.router.external-url", "https://t"),
                Map.entry("tocsin.router.mail.from", "t@x")));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(config.topicPrefix()).isEqualTo("x.");
    assertThat(config.stateDir()).isEqualTo(Path.of("/s"));
    assertThat(config.instanceId()).isEqualTo("7");
    assertThat(config.replicationFactor()).isEqualTo(3);
    assertThat(config.router().staleAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(config.router().commitInterval()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.router().dispatch().maxAge()).isEqualTo(Duration.ofHours(3));
    assertThat(config.router().dispatch().queuePerReceiver()).isEqualTo(4);
    assertThat(config.router().dispatch().inFlightPerReceiver()).isEqualTo(5);
    assertThat(config.router().dispatch().firstBackoff()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.router().dispatch().longestBackoff()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.router().dispatch().deadline()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.router().dispatch().breakerFailures()).isEqualTo(9);
    assertThat(config.router().dispatch().breakerPause()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.router().targets().schemes()).containsExactly("https");
    assertThat(config.router().targets().allowPrivate()).isTrue();
    assertThat(config.router().targets().allowedHosts()).contains(List.of("a", "b"));
    assertThat(config.router().secrets().envPrefix()).isEqualTo("S_");
    assertThat(config.router().secrets().directory()).isEqualTo(Path.of("/x"));
    assertThat(config.router().externalUrl()).contains("https://t");
    assertThat(config.router().mail().from()).isEqualTo("t@x");
  }

  private static RouterConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(RouterConfig.class)
        .withConverter(Duration.class, 100, new DurationConverter())
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(RouterConfig.class);
  }
}
