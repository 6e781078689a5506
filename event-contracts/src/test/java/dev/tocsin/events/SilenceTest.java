package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {
  private static final Map<String, String> CHECKOUT = Map.of("service", "checkout");

  @ParameterizedTest
  @CsvSource({
    "2026-03-22T01:59Z, ,                  before the first Sunday",
    "2026-03-22T02:00Z, 2026-03-22T04:00Z, 'winter: two o''clock is two'",
    "2026-03-22T04:00Z, ,                  its end is not part of it",
    "2026-03-24T02:30Z, ,                  no Sunday",
    "2026-04-05T01:00Z, 2026-04-05T03:00Z, 'summer: two o''clock on the wall is one'",
    "2026-04-05T02:59Z, 2026-04-05T03:00Z, and two hours later it ends",
  })
  void recursAtLocalTime(String moment, String until, String why) {
    Silence weekly =
        silence(
            "'start':'2026-03-22T02:00Z','duration':'2h','rrule':'FREQ=WEEKLY;BYDAY=SU',"
                + "'zone':'Europe/London'");
    assertThat(weekly.silences(CHECKOUT, 0, millis(moment)))
        .as(why)
        .isEqualTo(Optional.ofNullable(until).map(SilenceTest::millis));
  }

  @Test
  void onlyWhatItsMatchersMatch() {
    Silence silence = silence("'end':'2026-03-01T12:00Z'");
    long now = millis("2026-03-01T11:00Z");
    assertThat(silence.silences(CHECKOUT, 0, now)).hasValue(millis("2026-03-01T12:00Z"));
    assertThat(silence.silences(Map.of("service", "search"), 0, now)).isEmpty();
    assertThat(silence.silences(Map.of(), 0, now)).isEmpty();
  }

  @Test
  void untilResolvedIsForThePresentEpisodeOnly() {
    Silence silence = silence("'start':'2026-03-01T12:00Z','untilResolved':true");
    long start = millis("2026-03-01T12:00Z");
    assertThat(silence.silences(CHECKOUT, start - 1, start - 1)).isEmpty();
    assertThat(silence.silences(CHECKOUT, start - 1, start)).hasValue(Silence.UNTIL_RESOLVED);
    assertThat(silence.silences(CHECKOUT, start - 1, start + 99_999_999)).isPresent();
    assertThat(silence.silences(CHECKOUT, start + 1, start + 2)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-22T01:59Z, 2026-03-22T02:00Z, before the first",
    "2026-03-22T02:00Z, 2026-03-29T01:00Z, 'the clock goes forward, and two is one'",
    "2026-04-04T12:00Z, 2026-04-05T01:00Z, after summer time began",
    "2026-04-05T01:00Z, ,                  the last has begun",
  })
  void beginsAgainAtLocalTimeUntilItsLast(String moment, String next, String why) {
    Silence thrice =
        silence(
            "'start':'2026-03-22T02:00Z','duration':'2h','rrule':'FREQ=WEEKLY;BYDAY=SU;COUNT=3',"
                + "'zone':'Europe/London'");
    assertThat(thrice.begins(millis(moment)))
        .as(why)
        .isEqualTo(Optional.ofNullable(next).map(SilenceTest::millis));
  }

  @Test
  void onceForADurationItBeginsAndEndsOnce() {
    Silence once = silence("'start':'2026-03-01T12:00Z','duration':'2h'");
    long start = millis("2026-03-01T12:00Z");
    long end = millis("2026-03-01T14:00Z");
    assertThat(once.begins(start - 1)).hasValue(start);
    assertThat(once.begins(start)).isEmpty();
    assertThat(once.silences(CHECKOUT, 0, start - 1)).isEmpty();
    assertThat(once.silences(CHECKOUT, 0, start)).hasValue(end);
    assertThat(once.silences(CHECKOUT, 0, end)).isEmpty();
    assertThat(once.over(end - 1)).isFalse();
    assertThat(once.over(end)).isTrue();
  }

  private static Silence silence(String fields) {
    String spec =
        "{'matchers':['service=checkout'],'author':'ada','comment':'upgrade'," + fields + "}";
    return new Silence(Json.read(spec.replace('\'', '"').getBytes(), SilenceSpec.class));
  }

  private static long millis(String moment) {
    return OffsetDateTime.parse(moment).toInstant().toEpochMilli();
  }
}
