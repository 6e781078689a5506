package dev.tocsin.events;

import dev.tocsin.events.contact.Contact;
import dev.tocsin.events.contact.Mail;
import dev.tocsin.events.contact.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A report that is sent by mail or to a webhook, again and again.
 *
 * @param title the mail's subject, or null for the report's name
 * @param report which one, see {@link #REPORTS}
 * @param parameters as in its address, such as {@code from: now-7d/d} and {@code service}; relative
 *     times count from when it is due
 * @param format see {@link #FORMATS}; default pdf
 * @param start when it is due first: ISO-8601 with an offset, whole minutes
 * @param rrule how it recurs (RFC 5545, {@code FREQ=WEEKLY;BYDAY=MO}), hourly at most, at the local
 *     time of its zone; null for once
 * @param zone an IANA zone, of the recurrence and of the report's days; default UTC
 * @param mail mail addresses, at most 50; or
 * @param webhook an http or https address that the report is posted to
 * @param signing the key of the HMAC-SHA256 signature of what is posted, or null for none
 */
public record ReportScheduleSpec(
    String title,
    String report,
    Map<String, String> parameters,
    String format,
    String start,
    String rrule,
    String zone,
    List<String> mail,
    URI webhook,
    Secret signing) {
  /** What can be sent, and the parameters of each beside the format and the zone. */
  public static final Map<String, Set<String>> REPORTS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "anomalies",
                  Set.of("service", "entity", "minRisk", "from", "to"),
                  "capacity",
                  Set.of("service", "metric", "bound", "from", "to"),
                  "compliance",
                  Set.of("objective", "service", "team", "from", "to"),
                  "fleet",
                  Set.of("region", "deviceType", "from", "to"),
                  "incidents",
                  Set.of(
                      "from",
                      "to",
                      "service",
                      "severity",
                      "category",
                      "rootCause",
                      "team",
                      "resolutionFrom"),
                  "telemetry",
                  Set.of("service", "region", "deviceType", "groupBy", "from", "to"))));

  /** How it can be sent. */
  public static final Set<String> FORMATS =
      Collections.unmodifiableSet(new TreeSet<>(Set.of("csv", "json", "pdf", "xlsx")));

  private static final int MOST_ADDRESSES = 50;
  private static final Set<String> OURS = Set.of("format", "zone");

  public ReportScheduleSpec {
    report = oneOf("report", report, REPORTS.keySet());
    format = oneOf("format", format == null ? "pdf" : format, FORMATS);
    parameters =
        parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
    for (String name : OURS) {
      if (parameters.containsKey(name)) {
        throw new InvalidFieldException(
            "parameters." + name, "is not allowed: it stands beside parameters");
      }
    }
    if (title != null && (title.isBlank() || title.chars().anyMatch(Character::isISOControl))) {
      throw new InvalidFieldException("title", "must be one line of text");
    }
    zone = zone == null ? "UTC" : zone;
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new InvalidFieldException("zone", "must be an IANA zone such as Europe/London");
    }
    if (rrule != null && rrule.matches("(?i).*FREQ=(SECONDLY|MINUTELY).*")) {
      throw new InvalidFieldException("rrule", "must not be due more often than hourly");
    }
    recurrence(start, rrule, zone);
    check(report, parameters, OffsetDateTime.parse(start).toInstant(), ZoneId.of(zone));
    if ((mail == null) == (webhook == null)) {
      throw new InvalidFieldException("mail", "is required, or webhook, and not both");
    }
    Contact.address("webhook", webhook);
    if (signing != null && webhook == null) {
      throw new InvalidFieldException("signing", "must be absent without webhook");
    }
    mail = mail == null ? null : addresses(mail);
  }

  private static String oneOf(String field, String value, Set<String> allowed) {
    if (value == null || !allowed.contains(value)) {
      throw new InvalidFieldException(field, "must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  private static void check(
      String report, Map<String, String> parameters, Instant due, ZoneId zone) {
    Set<String> known = new TreeSet<>(REPORTS.get(report));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidFieldException(
            "parameters." + name, "is not known: one of " + String.join(", ", known));
      }
    }
    ReportParameters.check("parameters.", parameters, due, zone);
  }

  private static List<String> addresses(List<String> mail) {
    if (mail.isEmpty() || mail.size() > MOST_ADDRESSES) {
      throw new InvalidFieldException("mail", "must be 1 to 50 mail addresses");
    }
    for (int i = 0; i < mail.size(); i++) {
      if (mail.get(i) == null || !mail.get(i).matches(Mail.ADDRESS)) {
        throw new InvalidFieldException("mail[" + i + "]", "must be a mail address");
      }
    }
    return List.copyOf(mail);
  }

  private static Recurrence recurrence(String start, String rrule, String zone) {
    Instant first;
    try {
      first = OffsetDateTime.parse(start == null ? "" : start).toInstant();
    } catch (DateTimeException e) {
      first = Instant.ofEpochMilli(1);
    }
    if (first.toEpochMilli() % 60_000 != 0) {
      throw new InvalidFieldException(
          "start", "is required: ISO-8601 with an offset, in whole minutes");
    }
    return new Recurrence(first, Duration.ofMillis(1), rrule, ZoneId.of(zone));
  }

  /**
   * The latest time in a range at which it was due, epoch milliseconds.
   *
   * @param after exclusive
   * @param until inclusive
   */
  public OptionalLong lastDue(long after, long until) {
    long[] latest = {Long.MIN_VALUE};
    recurrence(start, rrule, zone)
        .forEach(after + 1, until + 1, (begin, end) -> latest[0] = Math.max(latest[0], begin));
    return latest[0] == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(latest[0]);
  }
}
