package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** London's clocks go forward on 29 March 2026 at 01:00, and back on 25 October at 02:00. */
class ScheduleSpecTest {
  private static final ScheduleSpec SCHEDULE =
      spec(
          "'zone':'Europe/London','rotations':["
              + "{'participants':['ada','bob','cleo'],'start':'2026-03-23','handover':'09:00',"
              + "'turn':'daily','restrictions':"
              + "{'zone':'Europe/London','days':{'weekdays':['09:00-18:00']},"
              + "'holidays':['2026-04-03']}},"
              + "{'participants':['dan','eve'],'start':'2026-03-23','handover':'09:00',"
              + "'turn':'weekly'}],"
              + "'overrides':[{'receiver':'finn','from':'2026-03-24T12:00Z','to':'2026-03-24T14:00Z'}]");

  @ParameterizedTest
  @CsvSource({
    "2026-03-23T08:59Z,       ,    before anybody's first turn",
    "2026-03-23T09:00Z,       ada,  the first turn begins",
    "2026-03-23T18:00Z,       dan,  outside of the restrictions the next rotation covers",
    "2026-03-24T08:59Z,       dan,  before the handover",
    "2026-03-24T09:00Z,       bob,  after it",
    "2026-03-24T12:00Z,       finn, an override begins",
    "2026-03-24T13:59Z,       finn, and lasts",
    "2026-03-24T14:00Z,       bob,  until its end",
    "2026-03-28T12:00Z,       dan,  a Saturday is not restricted to",
    "2026-03-30T07:59Z,       dan,  summer: 08:59 on the wall",
    "2026-03-30T08:00Z,       bob,  '09:00 on the wall, the eighth day'",
    "2026-03-30T18:00+01:00,  eve,  the second week began at 09:00 on the wall",
    "2026-04-03T12:00Z,       eve,  a holiday",
  })
  void whoIsOnCall(String moment, String who, String why) {
    assertThat(SCHEDULE.onCall(OffsetDateTime.parse(moment).toInstant()))
        .as(why)
        .isEqualTo(Optional.ofNullable(who));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-24T23:30Z, a, half past midnight in summer time",
    "2026-10-25T00:29Z, a, 01:29 for the first time",
    "2026-10-25T00:30Z, b, 01:30 for the first time: the handover",
    "2026-10-25T01:15Z, b, 01:15 for the second time does not give it back",
    "2026-10-25T01:30Z, b, 01:30 for the second time hands nothing over",
    "2026-10-25T13:29Z, b, a turn of twelve hours on the wall is thirteen here",
    "2026-10-25T13:30Z, a, the next one",
  })
  void aHandoverHappensOnceWhereTheClockGoesBack(String moment, String who, String why) {
    ScheduleSpec halfDays =
        spec(
            "'zone':'Europe/London','rotations':[{'participants':['a','b'],"
                + "'start':'2026-10-24','handover':'13:30','turn':'12h'}]");
    assertThat(halfDays.onCall(OffsetDateTime.parse(moment).toInstant())).as(why).hasValue(who);
  }

  @Test
  void turnsOfSeveralDays() {
    ScheduleSpec days =
        spec(
            "'zone':'UTC','rotations':[{'participants':['a','b'],'start':'2026-01-01','turn':'3d'}]");
    StringBuilder turns = new StringBuilder();
    for (int day = 1; day <= 9; day++) {
      turns.append(
          days.onCall(OffsetDateTime.parse("2026-01-0" + day + "T12:00Z").toInstant()).get());
    }
    assertThat(turns.toString()).isEqualTo("aaabbbaaa");
  }

  private static ScheduleSpec spec(String fields) {
    return Json.read(("{" + fields + "}").replace('\'', '"').getBytes(), ScheduleSpec.class);
  }
}
