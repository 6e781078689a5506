package dev.tocsin.router.domain;

import dev.tocsin.events.EscalationSpec.Condition;
import dev.tocsin.events.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether an escalation level tells anybody at this hour and of these alerts. */
final class Conditions {
  private Conditions() {}

  /** What does not hold, or null when all does. An interval that is not defined hinders nothing. */
  static String unmet(OpenGroup open, Condition condition, Collection<String> unanswered) {
    if (condition == null) {
      return null;
    }
    List<String> during = condition.during();
    boolean always = during.isEmpty() || Hours.undefined(open, during).isPresent();
    if (!always && Hours.within(open, during).isEmpty()) {
      return "it is outside of '" + String.join("', '", during) + "'";
    }
    Optional<String> outside = Hours.within(open, condition.outside());
    if (outside.isPresent()) {
      return "it is within '" + outside.get() + "'";
    }
    if (unanswered.size() < condition.minAlerts()) {
      return "it takes %d unanswered alerts, of which there %s %d"
          .formatted(
              condition.minAlerts(), unanswered.size() == 1 ? "is" : "are", unanswered.size());
    }
    Severity worst =
        unanswered.stream()
            .map(fingerprint -> open.members.get(fingerprint).alert().severity())
            .max(Severity::compareTo)
            .orElseThrow();
    return worst.compareTo(condition.minSeverity()) >= 0
        ? null
        : "it takes " + condition.minSeverity().json() + ", and the worst is " + worst.json();
  }
}
