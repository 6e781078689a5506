package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() {
    Path file = new Layout(directory).runFile();
    RunFile run =
        new RunFile(
            7,
            "127.0.0.1:9092",
            "postgresql://127.0.0.1:15432/tocsin",
            Map.of("ingest-service", "http://127.0.0.1:8081"),
            List.of(new RunFile.Entry("ingest-service", 8, 8081, "a.log")));

    run.write(file);

    assertThat(RunFile.read(file)).contains(run);
    assertThat(RunFile.read(directory.resolve("other.json"))).isEmpty();
  }
}
