package dev.tocsin.report.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.ReportConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

  @Test
  void rowsAreDeletedByWhenTheirRecordWasTakenWhateverTheirEventTime() {
    try (ReadModelDatabase database = new ReadModelDatabase()) {
      // More than are deleted at once; their events are of 1970 and of far in the future.
      database.execute(
          "INSERT INTO score SELECT 'old', n, 's', 0, '{}', n, 989999"
              + " FROM generate_series(1, 6000) AS n");
      database.execute("INSERT INTO score VALUES ('new', 1, 's', 0, '{}', 1, 990000)");
      database.execute("INSERT INTO score VALUES ('old', 99999999999, 's', 0, '{}', 1, 5)");

      new Retention(database.pool(), Clock.fixed(NOW, ZoneOffset.UTC), keep(Duration.ofSeconds(10)))
          .run();

      assertThat(database.rows("SELECT entity FROM score")).containsExactly("new");
    }
  }

  private static ReportConfig.Retention keep(Duration duration) {
    return new ReportConfig.Retention() {
      @Override
      public Duration slices() {
        return duration;
      }

      @Override
      public Duration hours() {
        return duration;
      }

      @Override
      public Duration devices() {
        return duration;
      }

      @Override
      public Duration days() {
        return duration;
      }

      @Override
      public Duration scores() {
        return duration;
      }

      @Override
      public Duration verdicts() {
        return duration;
      }

      @Override
      public Duration deadLetters() {
        return duration;
      }

      @Override
      public Duration every() {
        return duration;
      }
    };
  }
}
