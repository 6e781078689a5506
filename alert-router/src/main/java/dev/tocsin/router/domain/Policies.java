package dev.tocsin.router.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.EscalationSpec;
import dev.tocsin.events.InhibitionSpec;
import dev.tocsin.events.IntervalSpec;
import dev.tocsin.events.ScheduleSpec;
import dev.tocsin.events.Silence;
import dev.tocsin.events.SilenceSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was declared about when, and when not, people are told: made once for each state of it. */
public final class Policies {
  /** Nothing declared. */
  public static final Policies NONE = of(Definitions.NONE);

  private final Definitions definitions;
  private final Map<String, Silence> silences;
  private final InhibitionRules inhibitions;

  private Policies(Definitions definitions) {
    this.definitions = definitions;
    Map<String, Silence> byName = new TreeMap<>();
    for (Declared<SilenceSpec> each : definitions.all(DefinitionKind.SILENCE, SilenceSpec.class)) {
      byName.put(each.name(), new Silence(each.spec()));
    }
    this.silences = Collections.unmodifiableMap(byName);
    this.inhibitions =
        InhibitionRules.of(definitions.all(DefinitionKind.INHIBITION, InhibitionSpec.class));
  }

  /** The policies that these definitions make. */
  public static Policies of(Definitions definitions) {
    return new Policies(definitions);
  }

  /** Whether they are those of these definitions. */
  public boolean are(Definitions others) {
    return definitions == others;
  }

  /** The escalation policy; empty when there is none of that name. */
  Optional<EscalationSpec> escalation(String name) {
    return definitions
        .find(DefinitionKind.ESCALATION, name, EscalationSpec.class)
        .map(Declared::spec);
  }

  /** The on-call schedule; empty when there is none of that name. */
  Optional<ScheduleSpec> schedule(String name) {
    return definitions.find(DefinitionKind.SCHEDULE, name, ScheduleSpec.class).map(Declared::spec);
  }

  /** The interval; empty when there is none of that name. */
  Optional<IntervalSpec> interval(String name) {
    return definitions.find(DefinitionKind.INTERVAL, name, IntervalSpec.class).map(Declared::spec);
  }

  /** The silences, by name. */
  Map<String, Silence> silences() {
    return silences;
  }

  /** Which alerts keep others from paging. */
  public InhibitionRules inhibitions() {
    return inhibitions;
  }
}
