package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Violation;
import java.util.List;
import java.util.Map;

/**
 * What is known of one incident and what was said about it.
 *
 * @param event the newest event: of equal times the last that arrived
 * @param course how it went so far
 * @param seenAt when the newest event arrived, wall clock
 * @param reached the farthest event time that any deadline was judged at
 * @param breaches by agreement and target, also those that were taken back
 * @param risks the warnings that fire, by agreement and target
 * @param alert the incident's own alert while it is open, or null
 * @param rows the deadline rows that were written for it, wall clock
 */
public record IncidentState(
    IncidentEvent event,
    IncidentCourse course,
    long seenAt,
    long reached,
    Map<String, Violation> breaches,
    Map<String, Alert> risks,
    Alert alert,
    List<Long> rows) {

  /** Nothing was said yet. */
  public static IncidentState first(IncidentEvent event, long now) {
    return new IncidentState(
        event,
        IncidentCourse.first(event),
        now,
        event.timestamp(),
        Map.of(),
        Map.of(),
        null,
        List.of());
  }

  /** The same incident after another event; an older one only completes how it went. */
  public IncidentState after(IncidentEvent next, long now) {
    boolean older = next.timestamp() < event.timestamp();
    return new IncidentState(
        older ? event : next,
        course.after(next),
        older ? seenAt : now,
        Math.max(reached, next.timestamp()),
        breaches,
        risks,
        alert,
        rows);
  }

  /** The same incident with these deadline rows, wall clock. */
  public IncidentState withRows(List<Long> written) {
    return new IncidentState(event, course, seenAt, reached, breaches, risks, alert, written);
  }

  /** The incident's event time now: its newest event, and the time that has passed since. */
  public long watermark(long now) {
    return Math.max(reached, event.timestamp() + Math.max(0, now - seenAt));
  }

  /** The wall time at which the incident's event time is {@code time}. */
  public long wallTimeOf(long time) {
    return seenAt + time - event.timestamp();
  }
}
