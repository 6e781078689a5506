package dev.tocsin.router.domain;

import dev.tocsin.events.EscalationSpec;
import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.EscalationSpec.Repeat;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run through an escalation policy, from a notice that nobody has answered until somebody does.
 *
 * @param number 1 for the group's first since it came to life
 * @param policy the policy's name
 * @param says the policy as it was when the round began: an edit takes effect with the next one
 * @param startedAt when the notice went out, wall clock, epoch milliseconds
 * @param reached how many levels were reached, those of repetitions included
 * @param receivers whom they told
 */
record Round(
    int number,
    String policy,
    EscalationSpec says,
    long startedAt,
    int reached,
    Set<String> receivers) {

  /** When the next level is due, wall clock, epoch milliseconds; null after the last. */
  Long due() {
    return finished() ? null : due(reached);
  }

  private long due(int level) {
    Repeat repeat = says.repeat();
    long begins = repeat == null ? 0 : repeat.every().toMillis() * (level / levels());
    return startedAt + begins + says.levels().get(level % levels()).after().toMillis();
  }

  boolean finished() {
    return reached >= levels() * (says.repeat() == null ? 1 : 1 + says.repeat().times());
  }

  /** How many levels the policy has. */
  int levels() {
    return says.levels().size();
  }

  /** The next level; there must be one. */
  Level level() {
    return says.levels().get(reached % levels());
  }

  /** Its number in the policy, from 1. */
  int levelNumber() {
    return reached % levels() + 1;
  }

  /** Whether an outage lasted so long that the same level is due once more already. */
  boolean dueTwice(long now) {
    int again = reached + levels();
    return says.repeat() != null
        && again < levels() * (1 + says.repeat().times())
        && due(again) <= now;
  }

  /** With the next level reached, which told these. */
  Round advanced(Collection<String> told) {
    Set<String> all = new TreeSet<>(receivers);
    all.addAll(told);
    return new Round(number, policy, says, startedAt, reached + 1, all);
  }
}
