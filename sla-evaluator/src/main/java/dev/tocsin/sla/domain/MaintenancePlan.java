package dev.tocsin.sla.domain;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.MaintenanceSpec;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Recurrence;
import dev.tocsin.events.Rejected;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * All declared windows. They say themselves when they are, so a window's {@code effectiveFrom} does
 * not matter.
 */
public final class MaintenancePlan {
  /** No windows. */
  public static final MaintenancePlan NONE = new MaintenancePlan(Definitions.NONE);

  private final List<Planned> planned = new ArrayList<>();
  // Thousands of services share a few combinations of windows.
  private final Map<List<Integer>, Exclusions> known = new HashMap<>();
  private final Map<String, Rejected> invalid = new TreeMap<>();

  public MaintenancePlan(Definitions definitions) {
    for (Declared<MaintenanceSpec> each : definitions.maintenance()) {
      try {
        planned.add(new Planned(each.definition(), each.spec(), recurrence(each.spec())));
      } catch (InvalidFieldException e) {
        Rejected why = e.rejected();
        invalid.put(each.definition().key(), new Rejected("spec." + why.field(), why.reason()));
      }
    }
  }

  private static Recurrence recurrence(MaintenanceSpec spec) {
    return new Recurrence(spec.begins(), spec.duration(), spec.rrule(), ZoneId.of(spec.zone()));
  }

  /** Why windows are left out, by key: their rule says nothing. */
  public Map<String, Rejected> invalid() {
    return invalid;
  }

  /** What an objective leaves out for one service; the same object where it is the same. */
  Exclusions exclusions(ObjectiveSpec objective, String service) {
    List<Integer> which = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      MaintenanceSpec spec = planned.get(i).spec;
      if (spec.appliesTo(service) && forgives(objective, spec.reason())) {
        which.add(i);
      }
    }
    return which.isEmpty() ? Exclusions.NONE : known.computeIfAbsent(which, this::exclusions);
  }

  private Exclusions exclusions(List<Integer> which) {
    List<Exclusions.Source> sources = new ArrayList<>();
    CRC32 crc = new CRC32();
    for (int i : which) {
      Planned each = planned.get(i);
      sources.add(new Exclusions.Source(each.spec.reason(), each.when));
      crc.update(Json.write(each.definition.spec()));
    }
    return new Exclusions(sources, crc.getValue());
  }

  /** Whether downtime for this reason leaves numerator and denominator. */
  static boolean forgives(ObjectiveSpec objective, DowntimeReason reason) {
    return reason == DowntimeReason.PLANNED_MAINTENANCE
            && objective.maintenance() == ObjectiveSpec.Maintenance.EXCLUDE
        || objective.excludedReasons().contains(reason);
  }

  private record Planned(Definition definition, MaintenanceSpec spec, Recurrence when) {}
}
