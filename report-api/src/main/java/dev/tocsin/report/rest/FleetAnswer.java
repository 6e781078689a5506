package dev.tocsin.report.rest;

import dev.tocsin.report.domain.FleetFigures;
import dev.tocsin.report.persistence.Fleet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fleet report as it is answered.
 *
 * @param all all devices that were asked about
 * @param byType by type of device, most devices first
 * @param byRegion by region
 * @param failing who certainly fails most
 * @param slow who is slowest beside others of its type
 * @param about how to read it
 */
public record FleetAnswer(
    FleetFigures all,
    List<FleetFigures> byType,
    List<FleetFigures> byRegion,
    List<Fleet.Device> failing,
    List<Fleet.Device> slow,
    About about)
    implements ReportAnswer {

  static FleetAnswer of(Fleet.Found found, About about) {
    return new FleetAnswer(
        FleetFigures.all(found.parts()),
        FleetFigures.by(FleetFigures.Part::type, found.parts()),
        FleetFigures.by(FleetFigures.Part::region, found.parts()),
        found.failing(),
        found.slow(),
        about);
  }

  @Override
  public List<Sheet> sheets() {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("all", all));
    byType.forEach(each -> rows.add(row("type", each)));
    byRegion.forEach(each -> rows.add(row("region", each)));
    return List.of(
        new Sheet(
            "Fleet",
            List.of(
                "of",
                "key",
                "devices",
                "active",
                "silent",
                "lost",
                "asking",
                "count",
                "errors",
                "errorRate",
                "meanLatency"),
            rows),
        devices("Failing", failing),
        devices("Slow", slow));
  }

  private static List<Object> row(String of, FleetFigures each) {
    return Arrays.asList(
        of,
        each.key(),
        each.devices(),
        each.active(),
        each.silent(),
        each.lost(),
        each.asking(),
        each.count(),
        each.errors(),
        each.errorRate(),
        each.meanLatency());
  }

  private static Sheet devices(String name, List<Fleet.Device> devices) {
    return Sheet.of(
        name,
        List.of(
            "device",
            "type",
            "region",
            "lastSeen",
            "state",
            "count",
            "errors",
            "errorRate",
            "meanLatency",
            "typesLatency"),
        devices,
        each ->
            Arrays.asList(
                each.device(),
                each.type(),
                each.region(),
                each.lastSeen(),
                each.state().json(),
                each.count(),
                each.errors(),
                each.errorRate(),
                each.meanLatency(),
                each.typesLatency()));
  }
}
