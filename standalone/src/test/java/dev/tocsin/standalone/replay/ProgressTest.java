package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter out = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void drawsABarOnATerminal() {
    Progress progress = progress(true);
    progress.advance(50);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    progress.show(3_000);
    progress.show(3_001);

    assertThat(out.toString())
        .isEqualTo("\r\033[K[###############---------------]  50%  3,000 rows  1,500 rows/s");
  }

  @Test
  void writesPlainLinesElsewhere() {
    Progress progress = progress(false);
    progress.advance(100);
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    progress.show(10);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    progress.show(5_000);

    progress.say("wait");

    assertThat(out.toString()).isEqualTo("100%  5,000 rows  1,000 rows/s\nwait\n");
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintWriter(out), terminal, 100, nanos::get);
  }
}
