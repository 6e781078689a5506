package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.embedded.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  @TempDir Path directory;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();
  private WaitingPart part;
  private Supervisor supervisor;

  @AfterEach
  void stop() {
    supervisor.close();
    part.stop();
  }

  @Test
  void whatDiesIsStartedAgain() {
    part = new WaitingPart(directory.resolve("part.pid"));
    supervisor = new Supervisor(List.of(part), said::add, changes::incrementAndGet);
    part.start();
    supervisor.start();
    long first = part.process().orElseThrow().pid();

    part.process().orElseThrow().kill();

    await().atMost(Duration.ofSeconds(20)).until(() -> said.contains("part is ready again"));
    assertThat(part.process().orElseThrow().pid()).isNotEqualTo(first);
    assertThat(said.get(0)).startsWith("part has ended, starting it again in 1 s");
    assertThat(changes).hasValue(1);
  }

  @Test
  void startNowStartsOnlyWhatIsDown() {
    part = new WaitingPart(directory.resolve("part.pid"));
    supervisor = new Supervisor(List.of(part), said::add, changes::incrementAndGet);

    assertThat(supervisor.startNow(part)).isTrue();
    assertThat(supervisor.startNow(part)).isFalse();
  }

  /** A process that waits for the end of its input, which does not come. */
  private static final class WaitingPart implements Part {
    private final Path pidFile;
    private ChildProcess process;

    WaitingPart(Path pidFile) {
      this.pidFile = pidFile;
    }

    @Override
    public String name() {
      return "part";
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public String address() {
      return "nowhere";
    }

    @Override
    public Path log() {
      return pidFile.resolveSibling("part.log");
    }

    @Override
    public void start() {
      try {
        process = ChildProcess.start(pidFile, new ProcessBuilder(new ArrayList<>(List.of("cat"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean ready() {
      return alive();
    }

    @Override
    public Optional<ChildProcess> process() {
      return Optional.ofNullable(process);
    }

    @Override
    public void stop() {
      if (process != null) {
        process.stop(Duration.ofSeconds(5));
      }
    }

    @Override
    public boolean stopStale() {
      return false;
    }
  }
}
