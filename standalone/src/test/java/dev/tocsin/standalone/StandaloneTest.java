package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {
  @TempDir Path directory;

  @Test
  void aTakenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Standalone system =
            Standalone.builder()
                .data(directory)
                .freePorts()
                .port("alert-router", taken.getLocalPort())
                .build()) {
      assertThatThrownBy(system::start)
          .isInstanceOf(StandaloneException.class)
          .hasMessage(
              "port %d for alert-router is taken; choose another with --alert-router-port PORT",
              taken.getLocalPort());
    }
  }

  @Test
  void onlyOneRunsOnADirectory() {
    Layout layout = new Layout(directory);
    try (RunLock held = RunLock.take(layout);
        Standalone second = Standalone.builder().data(directory).freePorts().build()) {
      assertThat(held).isNotNull();
      assertThatThrownBy(second::start).hasMessageStartingWith("Tocsin is up already on");
    }
    RunLock.take(layout).close();
  }

  @Test
  void everyPartHasAnAddress() {
    try (Standalone system =
        Standalone.builder().data(directory).port("sla-evaluator", 1234).build()) {
      assertThat(system.kafka()).isEqualTo("127.0.0.1:9092");
      assertThat(system.postgres()).isEqualTo("postgresql://127.0.0.1:15432/tocsin");
      assertThat(system.url("sla-evaluator")).hasToString("http://127.0.0.1:1234");
      assertThat(system.url("report-api")).hasToString("http://127.0.0.1:8080");
    }
  }
}
