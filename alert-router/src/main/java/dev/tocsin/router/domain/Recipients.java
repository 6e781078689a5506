package dev.tocsin.router.domain;

import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.ScheduleSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whom an escalation level tells. A recipient is a receiver's name, or {@code receiver/channel}
 * where the level says which of their channels; names have no slash.
 */
final class Recipients {
  private Recipients() {}

  /** In the order of the level, each once. */
  static Set<String> of(OpenGroup open, Round round, List<String> unanswered) {
    Level level = round.level();
    Stream<Level> levels = level.all() ? round.says().levels().stream() : Stream.of(level);
    Set<String> receivers = new LinkedHashSet<>();
    levels.forEach(
        each -> {
          receivers.addAll(each.receivers());
          each.schedules()
              .forEach(s -> onCall(open, round, s, unanswered).ifPresent(receivers::add));
        });
    Set<String> recipients = new LinkedHashSet<>();
    for (String receiver : receivers) {
      if (level.channels().isEmpty()) {
        recipients.add(receiver);
      }
      level.channels().forEach(channel -> recipients.add(receiver + "/" + channel));
    }
    return recipients;
  }

  private static Optional<String> onCall(
      OpenGroup open, Round round, String schedule, List<String> unanswered) {
    Optional<ScheduleSpec> declared = open.around.policies().schedule(schedule);
    Optional<String> who = declared.flatMap(s -> s.onCall(Instant.ofEpochMilli(open.now)));
    if (who.isEmpty()) {
      open.record(
          open.members.get(unanswered.get(0)).alert(),
          Decision.SUPPRESSED,
          round.levelNumber(),
          declared.isEmpty()
              ? "schedule '" + schedule + "' is not defined"
              : "nobody is on call on schedule '" + schedule + "' now");
    }
    return who;
  }

  /** Without those who are among them over all of their channels already. */
  static Set<String> distinct(Collection<String> recipients) {
    Set<String> distinct = new TreeSet<>(recipients);
    distinct.removeIf(each -> each.indexOf('/') >= 0 && recipients.contains(receiver(each)));
    return distinct;
  }

  /** The receiver of a recipient. */
  static String receiver(String recipient) {
    int slash = recipient.indexOf('/');
    return slash < 0 ? recipient : recipient.substring(0, slash);
  }

  /** Whether a recipient is told over this channel of its receiver, or over all of its kind. */
  static boolean over(String recipient, String channel) {
    int slash = recipient.indexOf('/');
    String wanted = recipient.substring(slash + 1);
    return slash < 0 || wanted.equals(channel) || wanted.equals(ReceiverSpec.kind(channel));
  }
}
