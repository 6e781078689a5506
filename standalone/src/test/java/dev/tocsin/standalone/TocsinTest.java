package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TocsinTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void statusOfNothingSaysSo() {
    assertThat(run("status", "--data", directory.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("nothing runs on " + directory);
  }

  @Test
  void downOfNothingIsFine() {
    assertThat(run("down", "--data", directory.toString())).isZero();
    assertThat(out.toString()).startsWith("nothing runs on " + directory);
  }

  @Test
  void startKnowsItsServices() {
    assertThat(run("start", "mailer", "--data", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("'mailer' is none of report-api, ingest-service");
  }

  @Test
  void startNeedsARunningSystem() {
    assertThat(run("start", "report-api", "--data", directory.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("tocsin: nothing runs on %s: './tocsin up' starts it%n".formatted(directory));
  }

  @Test
  void upRefusesWhatItDoesNotKnow() {
    assertThat(run("up", "--frsh")).isEqualTo(2);
    assertThat(err.toString()).contains("--frsh");
  }

  private int run(String... arguments) {
    CommandLine commands = Tocsin.commands();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }
}
