package dev.tocsin.events.openslo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong so far, each once. */
final class Findings {
  private final Set<Finding> all = new LinkedHashSet<>();
  private final Set<Finding> notices = new LinkedHashSet<>();
  private int complaints;

  void add(Document document, String field, String reason) {
    complaints++;
    all.add(new Finding(document.label(), field, reason));
  }

  void notice(Document document, String field, String reason) {
    notices.add(new Finding(document.label(), field, reason));
  }

  /** What is not taken over, without harm. */
  List<Finding> notices() {
    return List.copyOf(notices);
  }

  /** How often something was wrong, also when it was known already. */
  int complaints() {
    return complaints;
  }

  /** Whether something is wrong at this field or below. */
  boolean concern(Document document, String field) {
    return all.stream()
        .anyMatch(
            each ->
                each.document().equals(document.label())
                    && (each.field().equals(field)
                        || each.field().startsWith(field + ".")
                        || each.field().startsWith(field + "[")));
  }

  List<Finding> list() {
    return List.copyOf(all);
  }
}
