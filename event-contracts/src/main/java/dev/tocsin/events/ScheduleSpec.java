package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Who is on call. An override decides first; then the first rotation that covers the moment.
 *
 * @param title what people call it, or null
 * @param zone the IANA zone of its handovers and restrictions
 * @param rotations at least one
 * @param overrides who takes over for a while; default none, and the first that covers the moment
 *     counts
 */
public record ScheduleSpec(
    String title, String zone, List<Rotation> rotations, List<Override> overrides) {

  public ScheduleSpec {
    try {
      ZoneId.of(zone == null ? "" : zone);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("zone", "is required: an IANA zone such as Europe/London");
    }
    rotations = Lists.required("rotations", rotations, "at least one {participants, start, turn}");
    for (int i = 0; i < rotations.size(); i++) {
      BusinessHours covered = rotations.get(i).restrictions();
      if (covered != null && !covered.zone().equals(zone)) {
        throw new InvalidFieldException(
            "rotations[" + i + "].restrictions.zone", "must be the schedule's");
      }
    }
    overrides = Lists.orEmpty("overrides", overrides);
  }

  /** The receiver who is on call at that moment; empty when nobody is. */
  public Optional<String> onCall(Instant moment) {
    ZoneId place = ZoneId.of(zone);
    return overrides.stream()
        .filter(each -> each.covers(moment))
        .map(Override::receiver)
        .findFirst()
        .or(
            () ->
                rotations.stream()
                    .filter(each -> each.covers(moment, place))
                    .map(each -> each.onCall(moment, place))
                    .findFirst());
  }

  /**
   * People who take turns.
   *
   * @param title what people call it, or null
   * @param participants receivers, in their order
   * @param start the day on which the first one begins, {@code 2026-03-02}
   * @param handover the local time at which turns change, {@code 09:00}; default 00:00. Where a
   *     clock change skips it, it comes later; where it comes twice, the first counts
   * @param turn how long a turn is: {@code daily}, {@code weekly}, or a duration of whole minutes
   *     such as {@code 12h}, by the clock on the wall
   * @param restrictions when this rotation covers at all; default always
   */
  public record Rotation(
      String title,
      List<String> participants,
      String start,
      String handover,
      String turn,
      BusinessHours restrictions) {
    private static final String TURN =
        "is required: daily, weekly, or a duration such as 12h or 3d";

    public Rotation {
      participants = Lists.required("participants", participants, "at least one receiver's name");
      try {
        LocalDate.parse(start == null ? "" : start);
      } catch (DateTimeException e) {
        throw new InvalidFieldException("start", "is required: a day such as 2026-03-02");
      }
      handover = handover == null ? "00:00" : handover;
      try {
        LocalTime.parse(handover);
      } catch (DateTimeException e) {
        throw new InvalidFieldException("handover", "must be a time such as 09:00");
      }
      if (minutes(turn) < 1) {
        throw new InvalidFieldException("turn", TURN);
      }
    }

    private static long minutes(String turn) {
      if ("daily".equals(turn) || "weekly".equals(turn)) {
        return Duration.ofDays("daily".equals(turn) ? 1 : 7).toMinutes();
      }
      try {
        return Durations.parse(turn == null ? "" : turn).toMinutes();
      } catch (IllegalArgumentException e) {
        throw new InvalidFieldException("turn", TURN);
      }
    }

    private LocalDateTime begins() {
      return LocalDate.parse(start).atTime(LocalTime.parse(handover));
    }

    boolean covers(Instant moment, ZoneId place) {
      ZonedDateTime local = moment.atZone(place);
      return !moment.isBefore(begins().atZone(place).toInstant())
          && (restrictions == null || within(local));
    }

    private boolean within(ZonedDateTime local) {
      DayOfWeek day = local.getDayOfWeek();
      int minute = local.getHour() * 60 + local.getMinute();
      return !restrictions.holidays().contains(local.toLocalDate().toString())
          && restrictions.on(day).stream().anyMatch(h -> h.from() <= minute && minute < h.to());
    }

    /**
     * The turn that has begun last: a handover is a moment, also when its local time comes twice.
     */
    String onCall(Instant moment, ZoneId place) {
      long turnMinutes = minutes(turn);
      Duration since = Duration.between(begins(), moment.atZone(place).toLocalDateTime());
      long number = Math.floorDiv(since.toMinutes(), turnMinutes) + 1;
      while (number > 0
          && begins().plusMinutes(number * turnMinutes).atZone(place).toInstant().isAfter(moment)) {
        number--;
      }
      return participants.get((int) (number % participants.size()));
    }
  }

  /**
   * Somebody who takes over.
   *
   * @param receiver who
   * @param from from when, ISO-8601 with an offset
   * @param to until when, exclusive
   */
  public record Override(String receiver, String from, String to) {
    public Override {
      if (receiver == null || receiver.isBlank()) {
        throw new InvalidFieldException("receiver", "is required: a receiver's name");
      }
      if (!moment("from", from).isBefore(moment("to", to))) {
        throw new InvalidFieldException("to", "must be after 'from'");
      }
    }

    private static Instant moment(String field, String text) {
      try {
        return OffsetDateTime.parse(text == null ? "" : text).toInstant();
      } catch (DateTimeException e) {
        throw new InvalidFieldException(
            field, "is required: ISO-8601 with an offset, such as 2026-03-01T02:00Z");
      }
    }

    boolean covers(Instant moment) {
      return !moment.isBefore(moment("from", from)) && moment.isBefore(moment("to", to));
    }
  }
}
