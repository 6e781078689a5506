package dev.tocsin.router.domain;

import dev.tocsin.events.Silence;
import dev.tocsin.events.SilenceSpec;
import dev.tocsin.router.domain.Muting.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What people declared to be silent for a while. */
final class Silences {
  /** What a silence's name has before it where it is said what mutes an alert. */
  static final String PREFIX = "silence/";

  private Silences() {}

  /** Whether a silence that is in force matches it. */
  static Optional<Verdict> silenced(OpenGroup open, Member member) {
    for (Map.Entry<String, Silence> each : open.around.policies().silences().entrySet()) {
      Optional<Long> until =
          each.getValue().silences(member.alert().labels(), member.alert().startsAt(), open.now);
      if (until.isPresent()) {
        return Optional.of(silencedBy(open, each.getKey(), each.getValue().spec(), until.get()));
      }
    }
    return Optional.empty();
  }

  private static Verdict silencedBy(OpenGroup open, String name, SilenceSpec spec, long until) {
    boolean unknown = until == Silence.UNTIL_RESOLVED;
    String ends = unknown ? "it is resolved" : Instant.ofEpochSecond(until / 1_000).toString();
    String reason =
        "silenced by '%s' of %s until %s: %s".formatted(name, spec.author(), ends, spec.comment());
    SilenceSpec.Notice notice = spec.notice();
    if (unknown || notice == null) {
      return new Verdict(new Mute(PREFIX + name, unknown ? null : until, null, null), reason);
    }
    String warnTo = notice.receiver() == null ? open.route.receiver() : notice.receiver();
    long warnAt = until - notice.before().toMillis();
    return new Verdict(new Mute(PREFIX + name, until, warnAt, warnTo), reason);
  }

  /**
   * When the next silence of any of these members begins, wall clock, epoch milliseconds; null when
   * none does.
   */
  static Long nextStart(OpenGroup open, Collection<Member> members) {
    Long next = null;
    for (Silence each : open.around.policies().silences().values()) {
      if (each.mayBegin(open.now) && members.stream().anyMatch(m -> concerns(each, m))) {
        next = Group.sooner(next, each.begins(open.now).orElse(null));
      }
    }
    return next;
  }

  /** Whether the silence is for this member, at whatever time. */
  static boolean concerns(Silence silence, Member member) {
    return !member.over()
        && !member.left()
        && silence.concerns(member.alert().labels(), member.alert().startsAt());
  }
}
