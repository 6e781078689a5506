package dev.tocsin.events;

import java.time.Duration;
import java.util.List;

/**
 * Who is told next when nobody answers.
 *
 * @param title what people call it, or null
 * @param levels in ascending order of {@code after}, at least one
 * @param repeat how often it begins anew when nobody has answered at its end; default never
 */
public record EscalationSpec(String title, List<Level> levels, Repeat repeat) {

  public EscalationSpec {
    levels = Lists.required("levels", levels, "at least one {after, receivers}");
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).after().compareTo(levels.get(i - 1).after()) < 0) {
        throw new InvalidFieldException("levels[" + i + "].after", "must not be before the last");
      }
    }
    Duration last = levels.get(levels.size() - 1).after();
    if (repeat != null && repeat.every().compareTo(last) <= 0) {
      throw new InvalidFieldException(
          "repeat.every", "must be longer than 'after' of the last level");
    }
  }

  /**
   * Once more from the first level.
   *
   * @param times how often, 1 to 100
   * @param every how long after the first level's round began the next one begins
   */
  public record Repeat(int times, Duration every) {
    private static final int MOST = 100;

    public Repeat {
      if (times < 1 || times > MOST) {
        throw new InvalidFieldException("times", "is required: a whole number from 1 to " + MOST);
      }
      if (every == null) {
        throw new InvalidFieldException("every", "is required: a duration such as 1h");
      }
    }
  }

  /**
   * One level. It tells its receivers, whoever is on call on its schedules, and with {@code all}
   * everybody of all levels; somebody who is named twice is told once.
   *
   * @param after how long after the group's first notice, if nobody has acknowledged it; 0s is at
   *     once
   * @param receivers whom to tell; default nobody
   * @param schedules whose person on call to tell; default none
   * @param all whether to tell everybody of all levels of this policy
   * @param channels over which of their channels; default all that they have
   * @param when what must hold at that time for the level to tell anybody; default nothing
   */
  public record Level(
      Duration after,
      List<String> receivers,
      List<String> schedules,
      boolean all,
      List<String> channels,
      Condition when) {
    public Level {
      if (after == null) {
        throw new InvalidFieldException("after", "is required: a duration such as 15m");
      }
      receivers = Lists.orEmpty("receivers", receivers);
      schedules = Lists.orEmpty("schedules", schedules);
      channels = Lists.orEmpty("channels", channels);
      if (receivers.isEmpty() && schedules.isEmpty() && !all) {
        throw new InvalidFieldException(
            "receivers", "is required unless there are schedules, or all is true");
      }
    }
  }

  /**
   * What must hold: all that it says.
   *
   * @param during the names of intervals, in one of which the moment must lie; default always
   * @param outside the names of intervals, in none of which it may lie; default none
   * @param minSeverity how bad the worst unanswered alert must be at least; default anything
   * @param minAlerts how many alerts must be unanswered at least; default 1
   */
  public record Condition(
      List<String> during, List<String> outside, Severity minSeverity, Integer minAlerts) {
    public Condition {
      during = Lists.orEmpty("during", during);
      outside = Lists.orEmpty("outside", outside);
      minSeverity = minSeverity == null ? Severity.INFO : minSeverity;
      minAlerts = minAlerts == null ? 1 : minAlerts;
      if (minAlerts < 1) {
        throw new InvalidFieldException("minAlerts", "must be at least 1");
      }
    }
  }
}
