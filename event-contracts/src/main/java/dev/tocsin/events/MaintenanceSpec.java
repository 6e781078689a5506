package dev.tocsin.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A time that an objective may leave out, and why: planned maintenance, or an outage that somebody
 * else is to blame for. It may lie in the past; then it corrects what was published.
 *
 * @param title what people call it, or null
 * @param services the services, or {@code *} for all
 * @param start when it begins (the first time, if it recurs): ISO-8601 with an offset, whole
 *     minutes
 * @param duration how long, whole minutes
 * @param rrule how it recurs (RFC 5545, {@code FREQ=WEEKLY;BYDAY=SU}), or null for once; it recurs
 *     at the local time of its zone
 * @param zone an IANA zone; default UTC
 * @param reason why; default PLANNED_MAINTENANCE, which objectives leave out unless they say {@code
 *     maintenance: count}; other reasons only those leave out that forgive them
 */
public record MaintenanceSpec(
    String title,
    List<String> services,
    String start,
    Duration duration,
    String rrule,
    String zone,
    DowntimeReason reason) {

  private static final String START = "is required: ISO-8601 with an offset, in whole minutes";

  // Its form only: this module has no calendar. What the evaluator cannot follow it lists.
  private static final Pattern RULE =
      Pattern.compile(
          "(?=(.*;)?FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;|$))[A-Z-]+=[^;=]+(;[A-Z-]+=[^;=]+)*");

  public MaintenanceSpec {
    if (services == null || services.isEmpty()) {
      throw new InvalidFieldException("services", "is required: at least one service, or *");
    }
    services = List.copyOf(services);
    for (int i = 0; i < services.size(); i++) {
      if (!EventFields.validName(services.get(i))) {
        throw new InvalidFieldException("services[" + i + "]", "must be a service's name, or *");
      }
    }
    if (parsed(start) % 60_000 != 0) {
      throw new InvalidFieldException("start", START);
    }
    if (duration == null || duration.isZero() || duration.toMillis() % 60_000 != 0) {
      throw new InvalidFieldException("duration", "is required: whole minutes");
    }
    if (rrule != null && !RULE.matcher(rrule).matches()) {
      throw new InvalidFieldException(
          "rrule",
          "must be a rule of RFC 5545 with FREQ=HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY, such as"
              + " FREQ=WEEKLY;BYDAY=SU");
    }
    zone = zone == null ? "UTC" : zone;
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
    }
    reason = reason == null ? DowntimeReason.PLANNED_MAINTENANCE : reason;
  }

  private static long parsed(String start) {
    try {
      return OffsetDateTime.parse(start == null ? "" : start).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new InvalidFieldException("start", START);
    }
  }

  /** When it begins the first time. */
  public Instant begins() {
    return OffsetDateTime.parse(start).toInstant();
  }

  /** Whether it is about this service. */
  public boolean appliesTo(String name) {
    return services.contains("*") || services.contains(name);
  }
}
