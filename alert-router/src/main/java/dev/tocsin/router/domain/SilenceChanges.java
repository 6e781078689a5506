package dev.tocsin.router.domain;

import dev.tocsin.events.Silence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the silences is not as it was.
 *
 * @param differing names of those that were declared, changed or deleted, each with {@code
 *     silence/} before it
 * @param declared those that were declared or changed, as they are now
 */
public record SilenceChanges(Set<String> differing, Set<Silence> declared) {

  /** What has changed from one state of the definitions to another. */
  public static SilenceChanges between(Policies before, Policies now) {
    Map<String, Silence> gone = new HashMap<>(before.silences());
    Set<String> differing = new TreeSet<>();
    Set<Silence> declared = new HashSet<>();
    now.silences()
        .forEach(
            (name, silence) -> {
              Silence known = gone.remove(name);
              if (known == null || !known.spec().equals(silence.spec())) {
                differing.add(Silences.PREFIX + name);
                declared.add(silence);
              }
            });
    gone.keySet().forEach(name -> differing.add(Silences.PREFIX + name));
    return new SilenceChanges(differing, declared);
  }

  /** Whether nothing has. */
  public boolean none() {
    return differing.isEmpty();
  }

  /**
   * Whether a group has to look again who of its alerts is silenced, and when.
   *
   * @param now wall clock, epoch milliseconds
   */
  public boolean concern(Group group, long now) {
    for (Member each : group.members().values()) {
      if (each.mute() != null && differing.contains(each.mute().by())) {
        return true;
      }
      for (Silence silence : declared) {
        if (!silence.over(now) && Silences.concerns(silence, each)) {
          return true;
        }
      }
    }
    return false;
  }
}
