package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One group under a virtual clock. Before every step the group is written and read as a restart
 * would, and time jumps from one due time to the next, as the punctuator sees it.
 */
public final class GroupClock {
  private Surroundings around;
  private final Route route;
  private final long start;
  private final List<Notification> ledger = new ArrayList<>();
  private final Set<String> ids = new TreeSet<>();
  private Group group;
  private long now;

  GroupClock(Definitions definitions, Route route, long start) {
    this(definitions, route, start, Inhibitors.NONE);
  }

  GroupClock(Definitions definitions, Route route, long start, Inhibitors inhibitors) {
    this.around = around(definitions, inhibitors);
    this.route = route;
    this.start = start;
    this.now = start;
  }

  private static Surroundings around(Definitions definitions, Inhibitors inhibitors) {
    return new Surroundings(
        Directory.of(definitions),
        Policies.of(definitions),
        inhibitors,
        Correlations.of(definitions),
        Fixtures.RULES);
  }

  /** The group that these definitions route the alert to. */
  public static GroupClock of(Definitions definitions, Alert alert, long start) {
    Route route = RouteTree.of(definitions).route(alert.labels()).get(0).route();
    return new GroupClock(definitions, route, start);
  }

  public GroupClock place(Alert alert) {
    return step(new GroupEvent.Placed(route, alert, "routed"));
  }

  public GroupClock end(Alert alert) {
    return step(new GroupEvent.Ended(alert.resolved(now, "cleared")));
  }

  GroupClock hear(GroupEvent event) {
    return step(event);
  }

  public GroupClock command(Alert alert, Command.Action action, Long until) {
    return step(new GroupEvent.Commanded(Fixtures.command(alert, action, now, until)));
  }

  /** From now on these definitions hold; the group is asked if their silences concern it. */
  GroupClock declare(Definitions definitions) {
    Policies before = around.policies();
    around = around(definitions, around.inhibitors());
    return followSilences(before);
  }

  /** The service starts anew: it reads all silences as if they had just been declared. */
  GroupClock restart() {
    return followSilences(Policies.NONE);
  }

  private GroupClock followSilences(Policies before) {
    if (group != null && SilenceChanges.between(before, around.policies()).concern(group, now)) {
      group = group.askedOfSilences(now);
      step(null);
    }
    return this;
  }

  /** Runs all timers up to so many minutes after the start. */
  public GroupClock to(double minutes) {
    long until = start + Fixtures.minutes(minutes);
    while (group != null
        && group.due(Fixtures.RULES.forgetAfter()) != null
        && group.due(Fixtures.RULES.forgetAfter()) <= until) {
      now = Math.max(now, group.due(Fixtures.RULES.forgetAfter()));
      step(null);
    }
    now = until;
    return this;
  }

  /** Nothing runs until so many minutes after the start: the service is down. */
  GroupClock downTo(double minutes) {
    now = start + Fixtures.minutes(minutes);
    return step(null);
  }

  private GroupClock step(GroupEvent event) {
    GroupStep step = GroupPipeline.step(restarted(), route.path(), event, around, now);
    group = step.group();
    for (Notification entry : step.ledger()) {
      ledger.add(entry);
      if (entry.decision() == Decision.INTENDED && !ids.add(entry.notificationId())) {
        throw new AssertionError("the same notification twice: " + entry);
      }
    }
    if (group != null
        && group.due(Fixtures.RULES.forgetAfter()) != null
        && group.due(Fixtures.RULES.forgetAfter()) <= now) {
      throw new AssertionError("a due timer was left behind: " + group);
    }
    return this;
  }

  private Group restarted() {
    return group == null ? null : Json.read(Json.write(group), Group.class);
  }

  Group group() {
    return group;
  }

  public long now() {
    return now;
  }

  /** All that was decided since the last look. */
  public List<Notification> taken() {
    List<Notification> taken = List.copyOf(ledger);
    ledger.clear();
    return taken;
  }

  /** Who was to be told since the last look: {@code minute receiver status level alerts}. */
  List<String> told() {
    return taken().stream()
        .filter(n -> n.decision() == Decision.INTENDED)
        .map(
            n ->
                "%s %s %s L%d %s"
                    .formatted(
                        minute(n.at()),
                        n.receiver(),
                        n.alertStatus().name().toLowerCase(),
                        n.level(),
                        String.join("+", n.alerts().stream().map(Alert::name).toList())))
        .toList();
  }

  private String minute(long at) {
    double minutes = (at - start) / 60_000.0;
    return minutes == Math.rint(minutes)
        ? String.valueOf((long) minutes)
        : String.valueOf(Math.round(minutes * 100) / 100.0);
  }
}
