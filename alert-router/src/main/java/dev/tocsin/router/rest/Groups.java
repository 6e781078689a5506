package dev.tocsin.router.rest;

import dev.tocsin.router.domain.GroupSummary;
import java.util.List;
import java.util.Optional;

/** The groups that this instance owns. */
@FunctionalInterface
public interface Groups {
  /** All that are not empty; nothing while the stores are being restored. */
  Optional<List<GroupSummary>> all();
}
