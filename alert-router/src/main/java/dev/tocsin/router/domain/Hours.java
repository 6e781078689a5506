package dev.tocsin.router.domain;

import dev.tocsin.router.domain.Muting.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Intervals of clock and calendar. One that is not defined keeps nobody from being told. */
final class Hours {
  private Hours() {}

  /** Whether the route tells nobody at this hour. */
  static Optional<Verdict> muted(OpenGroup open, Member member) {
    Optional<String> mute = within(open, open.route.muteDuring());
    if (mute.isPresent()) {
      String reason = "muted by time interval '" + mute.get() + "'";
      return Optional.of(new Verdict(Mute.by("interval/" + mute.get()), reason));
    }
    List<String> active = open.route.activeDuring();
    if (active.isEmpty()
        || undefined(open, active).isPresent()
        || within(open, active).isPresent()) {
      return Optional.empty();
    }
    String names = String.join(", ", active);
    return Optional.of(
        new Verdict(Mute.by("interval/" + names), "outside of time interval '" + names + "'"));
  }

  /** The first of these intervals that it is now. */
  static Optional<String> within(OpenGroup open, Collection<String> names) {
    Instant now = Instant.ofEpochMilli(open.now);
    return names.stream()
        .filter(
            name -> open.around.policies().interval(name).filter(i -> i.contains(now)).isPresent())
        .findFirst();
  }

  /** The first of these intervals that is not defined. */
  static Optional<String> undefined(OpenGroup open, Collection<String> names) {
    return names.stream()
        .filter(name -> open.around.policies().interval(name).isEmpty())
        .findFirst();
  }
}
