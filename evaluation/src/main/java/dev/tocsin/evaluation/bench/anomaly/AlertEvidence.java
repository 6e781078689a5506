package dev.tocsin.evaluation.bench.anomaly;

import java.util.BitSet;
import java.util.List;

/**
 * The alerts that users would have seen. One is true if it began inside a labelled event or in the
 * 15 points before one; an event is alerted if a true alert was firing at some time in it.
 *
 * @param events labelled events
 * @param alerted how many of them
 * @param alerts how many there were
 * @param falseAlerts how many were not true
 */
record AlertEvidence(int events, int alerted, int alerts, int falseAlerts) {
  private static final int LEAD = 15;

  static AlertEvidence of(BitSet anomalous, List<Segment> alerts) {
    List<Segment> events = Segment.of(anomalous);
    List<Segment> right =
        alerts.stream()
            .filter(
                alert ->
                    events.stream()
                        .anyMatch(
                            event ->
                                alert.start() >= event.start() - LEAD
                                    && alert.start() < event.end()))
            .toList();
    long alerted =
        events.stream()
            .filter(
                event ->
                    right.stream()
                        .anyMatch(
                            alert -> alert.start() < event.end() && alert.end() > event.start()))
            .count();
    return new AlertEvidence(
        events.size(), (int) alerted, alerts.size(), alerts.size() - right.size());
  }
}
