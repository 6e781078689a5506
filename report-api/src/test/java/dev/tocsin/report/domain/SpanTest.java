package dev.tocsin.report.domain;

import static dev.tocsin.report.domain.Resolution.DAY;
import static dev.tocsin.report.domain.Resolution.HOUR;
import static dev.tocsin.report.domain.Resolution.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void wholeDaysInTheMiddleHoursAroundThemMinutesAtTheEnds() {
    assertThat(Span.cover(at("20T22:58"), at("23T01:02"), DAY))
        .containsExactly(
            new Span(MINUTE, at("20T22:58"), at("20T23:00")),
            new Span(HOUR, at("20T23:00"), at("21T00:00")),
            new Span(DAY, at("21T00:00"), at("23T00:00")),
            new Span(HOUR, at("23T00:00"), at("23T01:00")),
            new Span(MINUTE, at("23T01:00"), at("23T01:02")));
  }

  @Test
  void everyMinuteOnceWhateverTheRange() {
    for (int from = 0; from < 3_000; from += 397) {
      for (int to = from; to < 6_000; to += 511) {
        List<Span> spans = Span.cover(from * 60_000L, to * 60_000L, DAY);
        long next = from * 60_000L;
        for (Span span : spans) {
          assertThat(span.from()).isEqualTo(next).isLessThan(span.to());
          assertThat(span.from() % span.resolution().length()).isZero();
          next = span.to();
        }
        assertThat(next).isEqualTo(to * 60_000L);
      }
    }
  }

  @Test
  void neighboursOfOneResolutionAreReadAtOnce() {
    assertThat(
            Span.joined(
                List.of(new Span(HOUR, 0, 10), new Span(HOUR, 10, 20), new Span(MINUTE, 20, 21))))
        .containsExactly(new Span(HOUR, 0, 20), new Span(MINUTE, 20, 21));
  }

  @Test
  void timesBeforeTheEpochAreAlignedToo() {
    assertThat(HOUR.start(-1)).isEqualTo(-HOUR.length());
    assertThat(HOUR.startAtOrAfter(-1)).isZero();
    assertThat(MINUTE.partition(-1)).isEqualTo(-1);
  }

  private static long at(String dayAndTime) {
    return Instant.parse("2026-11-" + dayAndTime + ":00Z").toEpochMilli();
  }
}
