package dev.tocsin.router.domain;

import dev.tocsin.events.EscalationSpec.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run through an escalation policy, from a notice that nobody has answered until somebody does.
 *
 * @param number 1 for the group's first since it came to life
 * @param policy the policy's name
 * @param levels the policy as it was when the round began: an edit takes effect with the next one
 * @param startedAt when the notice went out, wall clock, epoch milliseconds
 * @param reached how many levels were told
 * @param receivers whom they told
 */
record Round(
    int number,
    String policy,
    List<Level> levels,
    long startedAt,
    int reached,
    Set<String> receivers) {

  /** When the next level is due, wall clock, epoch milliseconds; null after the last. */
  Long due() {
    return finished() ? null : startedAt + levels.get(reached).after().toMillis();
  }

  boolean finished() {
    return reached >= levels.size();
  }

  /** With the next level told. */
  Round advanced() {
    Set<String> all = new TreeSet<>(receivers);
    all.addAll(levels.get(reached).receivers());
    return new Round(number, policy, levels, startedAt, reached + 1, all);
  }
}
