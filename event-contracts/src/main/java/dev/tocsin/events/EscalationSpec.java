package dev.tocsin.events;

import java.time.Duration;
import java.util.List;

/**
 * Who is told next when nobody answers.
 *
 * @param title what people call it, or null
 * @param levels in ascending order of {@code after}, at least one
 */
public record EscalationSpec(String title, List<Level> levels) {

  public EscalationSpec {
    if (levels == null || levels.isEmpty()) {
      throw new InvalidFieldException("levels", "is required: at least one {after, receivers}");
    }
    if (levels.contains(null)) {
      throw new InvalidFieldException(
          "levels[" + levels.indexOf(null) + "]", "must be {after, receivers}");
    }
    levels = List.copyOf(levels);
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).after().compareTo(levels.get(i - 1).after()) < 0) {
        throw new InvalidFieldException("levels[" + i + "].after", "must not be before the last");
      }
    }
  }

  /**
   * One level.
   *
   * @param after how long after the group's first notice, if nobody has acknowledged it; 0s is at
   *     once
   * @param receivers whom to tell, at least one
   */
  public record Level(Duration after, List<String> receivers) {
    public Level {
      if (after == null) {
        throw new InvalidFieldException("after", "is required: a duration such as 15m");
      }
      if (receivers == null || receivers.isEmpty()) {
        throw new InvalidFieldException("receivers", "is required: at least one receiver's name");
      }
      if (receivers.contains(null)) {
        throw new InvalidFieldException(
            "receivers[" + receivers.indexOf(null) + "]", "must be a receiver's name");
      }
      receivers = List.copyOf(receivers);
    }
  }
}
