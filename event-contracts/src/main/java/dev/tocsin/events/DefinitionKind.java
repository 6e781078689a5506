package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people can declare, and the record that says how each is written. */
public enum DefinitionKind {
  /** A promised service level. */
  OBJECTIVE(ObjectiveSpec.class),
  /** A threshold that must not be crossed. */
  RULE(RuleSpec.class),
  /** Promised detection and resolution times of incidents. */
  AGREEMENT(AgreementSpec.class),
  /** A time that objectives may leave out. */
  MAINTENANCE(MaintenanceSpec.class),
  /** That a service cannot work without others. */
  DEPENDENCY(DependencySpec.class),
  /** Which alerts go to whom. */
  ROUTE(RouteSpec.class),
  /** Somebody who can be told. */
  RECEIVER(ReceiverSpec.class),
  /** Who is told next when nobody answers. */
  ESCALATION(EscalationSpec.class),
  /** Who is on call when. */
  SCHEDULE(ScheduleSpec.class),
  /** A time by clock and calendar, for routes and levels to refer to. */
  INTERVAL(IntervalSpec.class),
  /** Which alerts keep others from paging. */
  INHIBITION(InhibitionSpec.class),
  /** That alerts page nobody for a while. */
  SILENCE(SilenceSpec.class),
  /** A page of widgets. */
  DASHBOARD(DashboardSpec.class),
  /** A report that is sent again and again. */
  REPORT_SCHEDULE(ReportScheduleSpec.class);

  static final String NAMES =
      Arrays.stream(values()).map(DefinitionKind::json).collect(Collectors.joining(", "));

  private final Class<? extends Record> specification;

  DefinitionKind(Class<? extends Record> specification) {
    this.specification = specification;
  }

  /** The record that the {@code spec} of this kind is read as. */
  public Class<? extends Record> specification() {
    return specification;
  }

  /** Its name in JSON, such as {@code report-schedule}. */
  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of this name, whatever its case.
   *
   * @throws InvalidFieldException when there is none
   */
  @JsonCreator
  public static DefinitionKind of(String name) {
    for (DefinitionKind kind : values()) {
      if (kind.json().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new InvalidFieldException("kind", "must be one of " + NAMES);
  }
}
