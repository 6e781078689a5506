package dev.tocsin.report.rest;

import dev.tocsin.report.domain.Headroom;
import dev.tocsin.report.persistence.Headrooms;
import java.util.Arrays;
import java.util.List;

/**
 * The capacity report as it is answered.
 *
 * @param headrooms each rule's bounds and each service, the soonest saturation first
 * @param unmeasured rules of which there is no history: their signals are watched, not kept
 * @param about how to read it
 */
public record CapacityAnswer(
    List<Headroom> headrooms, List<Headrooms.Unmeasured> unmeasured, About about)
    implements ReportAnswer {

  @Override
  public List<Sheet> sheets() {
    return List.of(
        Sheet.of(
            "Headroom",
            List.of(
                "rule",
                "service",
                "signal",
                "severity",
                "bound",
                "current",
                "peak",
                "headroom",
                "overShare",
                "slopePerDay",
                "trend",
                "saturatesAt",
                "hours"),
            headrooms,
            each ->
                Arrays.asList(
                    each.rule(),
                    each.service(),
                    each.signal(),
                    each.severity(),
                    each.bound(),
                    each.current(),
                    each.peak(),
                    each.headroom(),
                    each.overShare(),
                    each.slopePerDay(),
                    each.trend(),
                    each.saturatesAt(),
                    each.hours())),
        Sheet.of(
            "Not measured",
            List.of("rule", "signal"),
            unmeasured,
            each -> List.of(each.rule(), each.signal())));
  }
}
