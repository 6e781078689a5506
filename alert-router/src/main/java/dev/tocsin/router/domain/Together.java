package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one step of a group tells several receivers of the same alerts: each intent says who the
 * others are, so that nobody is told in another's place what he is told anyway.
 */
final class Together {
  private Together() {}

  /** These records, the intents among them with the others beside them. */
  static List<Notification> of(List<Notification> ledger) {
    List<Notification> intents = new ArrayList<>();
    for (Notification each : ledger) {
      if (each.decision() == Decision.INTENDED) {
        intents.add(each);
      }
    }
    if (intents.size() < 2) {
      return List.copyOf(ledger);
    }
    Map<String, List<String>> told = new TreeMap<>();
    intents.forEach(n -> told.computeIfAbsent(lane(n), k -> new ArrayList<>()).addAll(about(n)));
    return ledger.stream()
        .map(n -> n.decision() == Decision.INTENDED ? beside(n, told) : n)
        .toList();
  }

  private static Notification beside(Notification intent, Map<String, List<String>> told) {
    List<String> own = about(intent);
    Map<String, List<String>> others = new TreeMap<>();
    told.forEach(
        (lane, fingerprints) -> {
          List<String> both = fingerprints.stream().filter(own::contains).distinct().toList();
          if (!Recipients.receiver(lane).equals(intent.receiver()) && !both.isEmpty()) {
            others.put(lane, both);
          }
        });
    return intent.about(intent.alerts(), intent.unshown(), others.isEmpty() ? null : others);
  }

  private static List<String> about(Notification intent) {
    List<String> about = new ArrayList<>();
    intent.alerts().stream().map(Alert::fingerprint).forEach(about::add);
    if (intent.unshown() != null) {
      about.addAll(intent.unshown().keySet());
    }
    return about;
  }

  private static String lane(Notification intent) {
    return intent.receiver() + "/" + intent.channel();
  }
}
