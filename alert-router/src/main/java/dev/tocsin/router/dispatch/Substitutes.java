package dev.tocsin.router.dispatch;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who was told in the place of one channel of a receiver, in one life of a group: they hear of an
 * end when the receiver does, unless the group tells them of it itself.
 *
 * @param since when each was told of an alert's start, by receiver and fingerprint; epoch
 *     milliseconds
 */
record Substitutes(Map<String, Map<String, Long>> since) {
  static final Substitutes NONE = new Substitutes(Map.of());

  /** What a receiver is told in this one's place: what the group does not tell it itself. */
  List<Alert> share(Notification intent, String receiver, String channel) {
    return share(intent, receiver, channel, intent.alerts());
  }

  /** Whoever was told in place so far. */
  Set<String> receivers() {
    return since.keySet();
  }

  /**
   * What one of them is told now that the receiver has been told of ends: those, and what else they
   * know of that still fires. Nothing, if the group tells them of these ends itself.
   */
  List<Alert> ends(Notification intent, String receiver, String channel) {
    Set<String> known = since.getOrDefault(receiver, Map.of()).keySet();
    List<Alert> concern =
        intent.alerts().stream().filter(a -> known.contains(a.fingerprint())).toList();
    List<Alert> share = share(intent, receiver, channel, concern);
    if (share.stream().anyMatch(a -> a.status() == Alert.Status.RESOLVED)) {
      return share;
    }
    // Of a summary, what is over may be among those that it does not show.
    boolean hidden = over(intent).stream().anyMatch(known::contains) && intent.unshown() != null;
    return hidden ? share(intent, receiver, channel) : List.of();
  }

  /** The group tells them itself, unless they were told of the start only after that. */
  private List<Alert> share(
      Notification intent, String receiver, String channel, List<Alert> alerts) {
    Map<String, List<String>> all = intent.alsoTold();
    List<String> told = all == null ? null : all.get(receiver + "/" + channel);
    Map<String, Long> known = since.getOrDefault(receiver, Map.of());
    return told == null
        ? alerts
        : alerts.stream()
            .filter(
                a ->
                    !told.contains(a.fingerprint())
                        || known.getOrDefault(a.fingerprint(), Long.MIN_VALUE) > intent.at())
            .toList();
  }

  /** After this receiver was told in place of what the notification says. */
  Substitutes told(String receiver, Notification intent, long now) {
    Map<String, Map<String, Long>> after = new TreeMap<>(since);
    Map<String, Long> known = new TreeMap<>(since.getOrDefault(receiver, Map.of()));
    firing(intent).forEach(fingerprint -> known.put(fingerprint, now));
    after.put(receiver, known);
    return new Substitutes(after).without(over(intent));
  }

  /** After the receiver, or somebody in its place, was told of what is over. */
  Substitutes without(Set<String> over) {
    Map<String, Map<String, Long>> after = new TreeMap<>();
    since.forEach(
        (receiver, known) -> {
          Map<String, Long> left = new TreeMap<>(known);
          left.keySet().removeAll(over);
          if (!left.isEmpty()) {
            after.put(receiver, left);
          }
        });
    return new Substitutes(after);
  }

  /** The alerts that are over by this notification. */
  static Set<String> over(Notification intent) {
    return which(intent, Alert.Status.RESOLVED);
  }

  private static Set<String> firing(Notification intent) {
    return which(intent, Alert.Status.FIRING);
  }

  private static Set<String> which(Notification intent, Alert.Status status) {
    Set<String> which = new LinkedHashSet<>();
    intent.alerts().stream()
        .filter(a -> a.status() == status)
        .forEach(a -> which.add(a.fingerprint()));
    if (intent.unshown() != null) {
      List<String> unshown = new ArrayList<>(intent.unshown().keySet());
      unshown.removeIf(fingerprint -> intent.unshown().get(fingerprint) != status);
      which.addAll(unshown);
    }
    return which;
  }
}
