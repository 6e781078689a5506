package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  @TempDir Path directory;

  @Test
  void startingOverDeletesNothingThatIsNotOurs() throws IOException {
    Layout layout = new Layout(directory);
    Path theirs = Files.writeString(directory.resolve("letter.txt"), "dear all");
    Path elsewhere = Files.writeString(Files.createTempFile("elsewhere", ".txt"), "kept");
    Files.createDirectories(layout.state(Service.SLA_EVALUATOR));
    Files.createSymbolicLink(layout.state(Service.SLA_EVALUATOR).resolve("link"), elsewhere);

    layout.deleteData();

    assertThat(layout.state(Service.SLA_EVALUATOR)).doesNotExist();
    assertThat(theirs).exists();
    assertThat(elsewhere).exists();
  }
}
