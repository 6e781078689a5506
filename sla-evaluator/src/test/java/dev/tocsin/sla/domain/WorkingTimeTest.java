package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.BusinessHours;
import dev.tocsin.events.Json;
import dev.tocsin.sla.domain.WorkingTime.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2 March 2026 is a Monday. London's clocks skip 01:00 to 02:00 on Sunday 29 March 2026. */
class WorkingTimeTest {
  private static final String OFFICE = "{'zone':'UTC','days':{'weekdays':['09:00-17:00']}}";
  private static final String LONDON =
      "{'zone':'Europe/London','days':{'weekdays':['09:00-17:00']}}";

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "2026-03-06T16:00:00Z, PT4H,  2026-03-09T12:00:00Z, over the weekend",
    "2026-03-06T16:00:00Z, PT1H,  2026-03-06T17:00:00Z, at closing time and not the next opening",
    "2026-03-06T16:00:00Z, PT1H1S, 2026-03-09T09:00:01Z, a second more",
    "2026-03-07T03:00:00Z, PT30M, 2026-03-09T09:30:00Z, from a start outside hours",
    "2026-03-06T17:00:00Z, PT8H,  2026-03-09T17:00:00Z, from closing time",
    "2026-03-09T08:59:59Z, PT1H,  2026-03-09T10:00:00Z, from before opening",
    "2026-03-06T16:00:00Z, PT0S,  2026-03-06T16:00:00Z, nothing promised",
    "2026-03-02T09:00:00Z, PT80H, 2026-03-13T17:00:00Z, two working weeks",
  })
  void deadlinesInBusinessHours(Instant start, Duration time, Instant due, String what) {
    assertThat(deadline(OFFICE, start, time)).isEqualTo(due);
  }

  @Test
  void holidaysDoNotCount() {
    String hours = OFFICE.replace("}}", "},'holidays':['2026-03-09','2026-03-10']}");
    assertThat(deadline(hours, at("2026-03-06T16:00:00Z"), Duration.ofHours(4)))
        .isEqualTo(at("2026-03-11T12:00:00Z"));
    assertThat(between(hours, "2026-03-06T16:00:00Z", "2026-03-11T10:00:00Z"))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void lunchBreaksAndShortFridaysDoNotCount() {
    String hours =
        "{'zone':'UTC','days':{'weekdays':['09:00-12:00','13:00-17:00'],'friday':['09:00-12:00']}}";
    // Thursday 11 to 12 and 13 to 17 are five hours, Friday 9 to 12 three, Monday 9 to 10 one.
    assertThat(deadline(hours, at("2026-03-05T11:00:00Z"), Duration.ofHours(9)))
        .isEqualTo(at("2026-03-09T10:00:00Z"));
  }

  @Test
  void theZoneIsFarAway() {
    String kiribati = OFFICE.replace("UTC", "Pacific/Kiritimati");
    // Friday 16:00 in UTC is Saturday 06:00 there, and their Monday 09:00 is Sunday 19:00 in UTC.
    assertThat(deadline(kiribati, at("2026-03-06T16:00:00Z"), Duration.ofHours(1)))
        .isEqualTo(at("2026-03-08T20:00:00Z"));
    String kolkata = OFFICE.replace("UTC", "Asia/Kolkata");
    assertThat(deadline(kolkata, at("2026-03-02T00:00:00Z"), Duration.ofHours(1)))
        .isEqualTo(at("2026-03-02T04:30:00Z"));
  }

  @Test
  void theClockChangesOnTheWeekend() {
    // 16:00 to 17:00 is an hour of winter on Friday, and Monday opens at 08:00 in UTC.
    assertThat(deadline(LONDON, at("2026-03-27T16:00:00Z"), Duration.ofHours(2)))
        .isEqualTo(at("2026-03-30T09:00:00Z"));
    assertThat(WorkingTime.ALWAYS.deadline(ms("2026-03-28T12:00:00Z"), Duration.ofDays(1), none()))
        .isEqualTo(ms("2026-03-29T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // The spring day has 23 hours, the autumn day 25.
    "00:00-24:00, 2026-03-29, PT23H",
    "00:00-24:00, 2026-10-25, PT25H",
    "00:00-06:00, 2026-03-29, PT5H",
    "00:00-06:00, 2026-10-25, PT7H",
    // Hours that the clock skips do not exist; those that it shows twice count twice.
    "01:15-01:45, 2026-03-29, PT0S",
    "01:15-01:45, 2026-10-25, PT1H",
    "01:30-03:00, 2026-03-29, PT1H",
  })
  void aDayWithAChangeCountsWhatReallyElapses(String hours, String day, Duration elapsed) {
    String sundays = "{'zone':'Europe/London','days':{'sunday':['%s']}}".formatted(hours);
    long noon = ms(day + "T12:00:00Z");
    long halfDay = Duration.ofHours(15).toMillis();
    assertThat(time(sundays).between(noon - halfDay, noon + halfDay, none())).isEqualTo(elapsed);
  }

  @Test
  void pausesStopTheClock() {
    // Two hours on Monday until noon, then waiting until Tuesday 11:00: two more hours.
    List<Span> pauses = List.of(new Span(ms("2026-03-02T12:00:00Z"), ms("2026-03-03T11:00:00Z")));
    WorkingTime office = time(OFFICE);
    long start = ms("2026-03-02T10:00:00Z");
    assertThat(office.deadline(start, Duration.ofHours(4), pauses))
        .isEqualTo(ms("2026-03-03T13:00:00Z"));
    assertThat(office.deadline(start, Duration.ofHours(2), pauses))
        .isEqualTo(ms("2026-03-02T12:00:00Z"));
    assertThat(office.between(start, ms("2026-03-03T11:30:00Z"), pauses))
        .isEqualTo(Duration.ofMinutes(150));
    assertThat(WorkingTime.ALWAYS.deadline(start, Duration.ofHours(4), pauses))
        .isEqualTo(ms("2026-03-03T13:00:00Z"));
  }

  @Test
  void aPauseWithoutAnEndHasNoDeadline() {
    long start = ms("2026-03-02T10:00:00Z");
    List<Span> pauses = List.of(new Span(start + 3_600_000, Long.MAX_VALUE));
    for (WorkingTime time : List.of(WorkingTime.ALWAYS, time(OFFICE))) {
      assertThat(time.deadline(start, Duration.ofHours(2), pauses)).isNull();
      assertThat(time.deadline(start, Duration.ofHours(1), pauses)).isEqualTo(start + 3_600_000);
      assertThat(time.between(start, start + 86_400_000, pauses)).isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void nothingLiesBetweenTheLaterAndTheEarlier() {
    assertThat(WorkingTime.ALWAYS.between(2, 1, none())).isZero();
    assertThat(between(OFFICE, "2026-03-03T11:00:00Z", "2026-03-02T11:00:00Z")).isZero();
  }

  @Test
  void theDeadlineIsWhereTheTimeHasPassed() {
    Random random = new Random(23);
    String[] zones = {"Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"};
    for (int i = 0; i < 2_000; i++) {
      String hours =
          "{'zone':'%s','days':{'weekdays':['00:30-02:10','09:00-17:00'],'sunday':['01:00-24:00']},'holidays':['2026-05-04']}"
              .formatted(zones[i % zones.length]);
      WorkingTime time = i % 5 == 0 ? WorkingTime.ALWAYS : time(hours);
      long start = ms("2026-01-01T00:00:00Z") + (long) (random.nextDouble() * 31_536_000_000L);
      Duration promise = Duration.ofMillis(1 + random.nextInt(300_000_000));
      List<Span> pauses = pauses(start, random);
      long due = time.deadline(start, promise, pauses);
      assertThat(time.between(start, due, pauses)).isEqualTo(promise);
      assertThat(time.between(start, due - 1, pauses)).isEqualTo(promise.minusMillis(1));
    }
  }

  private static List<Span> pauses(long start, Random random) {
    List<Span> pauses = new ArrayList<>();
    long at = start - 10_000_000;
    for (int i = random.nextInt(4); i > 0; i--) {
      long from = at + 1 + random.nextInt(100_000_000);
      at = from + 1 + random.nextInt(100_000_000);
      pauses.add(new Span(from, at));
    }
    return pauses;
  }

  private static Instant deadline(String hours, Instant start, Duration time) {
    return Instant.ofEpochMilli(time(hours).deadline(start.toEpochMilli(), time, none()));
  }

  private static Duration between(String hours, String from, String to) {
    return time(hours).between(ms(from), ms(to), none());
  }

  private static WorkingTime time(String hours) {
    byte[] json = hours.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return WorkingTime.of(Json.read(json, BusinessHours.class));
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  private static long ms(String time) {
    return at(time).toEpochMilli();
  }

  private static List<Span> none() {
    return List.of();
  }
}
