package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StreamsProcessTest {
  @Test
  void isNeitherReadyNorDeadBeforeItStarts() {
    StreamsSettings settings =
        new StreamsSettings(
            "process", "127.0.0.1:1", Path.of("target", "state"), "0", Duration.ofMillis(100), 1);
    try (StreamsProcess process =
        new StreamsProcess(
            new Counting("in", "out", new AtomicBoolean()),
            settings.toProperties(),
            Clock.systemUTC(),
            () -> {})) {
      assertThat(process.alive()).isTrue();
      assertThat(process.readiness())
          .isEqualTo(new StreamsProcess.Readiness(false, "CREATED", 0, 0));
    }
  }
}
