package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
  @ParameterizedTest
  @CsvSource({
    "d/M/yyyy H:mm, 29/2/2016 01:16, 2016-02-29T01:16:00Z",
    "d/M/yyyy H:mm, 5/12/2016 9:05, 2016-12-05T09:05:00Z",
    "yyyy-MM-dd HH:mm:ss, 2022-08-22 03:51:19, 2022-08-22T03:51:19Z",
    "dd MMM uuuu, 05 Mar 2024, 2024-03-05T00:00:00Z",
    "yyyy-MM-dd'T'HH:mmXXX, 2024-03-05T10:00+02:00, 2024-03-05T08:00:00Z",
    "epoch-seconds, 1409529600, 2014-09-01T00:00:00Z",
    "epoch-seconds, 1409529600.25, 2014-09-01T00:00:00.250Z",
    "epoch-millis, 5, 1970-01-01T00:00:00.005Z",
  })
  void readsTheNamedForm(String pattern, String text, Instant expected) {
    assertThat(new TimeFormat(pattern, ZoneOffset.UTC).parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-05T10:00:00Z, 2024-03-05T10:00:00Z",
    "2024-03-05 10:00:00, 2024-03-05T10:00:00Z",
    "2024-03-05 10:00:00.5+02:00, 2024-03-05T08:00:00.5Z",
    "2024-03-05T10:00, 2024-03-05T10:00:00Z",
    "2024-03-05, 2024-03-05T00:00:00Z",
    "1709632800000, 2024-03-05T10:00:00Z",
  })
  void readsIsoAndEpochMillisecondsWithoutOne(String text, Instant expected) {
    assertThat(new TimeFormat(null, ZoneOffset.UTC).parse(text)).isEqualTo(expected);
  }

  @Test
  void takesTheZoneForTimesWithoutAnOffset() {
    TimeFormat berlin = new TimeFormat("d.M.yyyy H:mm", ZoneId.of("Europe/Berlin"));

    assertThat(berlin.parse("1.7.2024 12:00")).isEqualTo("2024-07-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "d/M/yyyy H:mm, 30/2/2016 01:16",
    "d/M/yyyy H:mm, 29/2/2015 01:16",
    "d/M/yyyy H:mm, 1/13/2016 01:16",
    "d/M/yyyy H:mm, 1/1/2016 24:16",
    "d/M/yyyy H:mm, 1/1/2016",
    "epoch-seconds, soon",
    ", 1409529600",
    ", 29/2/2016 01:16",
  })
  void refusesWhatIsNoSuchTime(String pattern, String text) {
    TimeFormat format = new TimeFormat(pattern, ZoneOffset.UTC);

    assertThatThrownBy(() -> format.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
