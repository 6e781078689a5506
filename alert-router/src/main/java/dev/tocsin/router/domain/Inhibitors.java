package dev.tocsin.router.domain;

import dev.tocsin.events.Inhibitor;
import java.util.Optional;

/**
 * All firing alerts that may keep others from paging, under the keys of {@link InhibitionRules}.
 */
@FunctionalInterface
public interface Inhibitors {
  /** None fires. */
  Inhibitors NONE = prefix -> Optional.empty();

  /** The first whose key begins with this text. */
  Optional<Inhibitor> first(String prefix);
}
