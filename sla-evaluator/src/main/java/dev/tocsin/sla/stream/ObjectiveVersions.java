package dev.tocsin.sla.stream;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.sla.domain.ObjectiveBook;
import dev.tocsin.streams.AccumulatingStore;
import java.util.List;

/**
 * What objectives were before their newest edit: the topic of definitions forgets it, but what
 * happened before an edit came into force is judged by it, after a restart too.
 */
final class ObjectiveVersions {
  static final String STORE = "versions";

  private final AccumulatingStore<String, List<Definition>> store;

  ObjectiveVersions(AccumulatingStore<String, List<Definition>> store) {
    this.store = store;
  }

  /** The objectives of a snapshot, each with what it was before. */
  ObjectiveBook at(Definitions newest) {
    ObjectiveBook book = new ObjectiveBook(newest, this::known);
    store.removeIf((name, versions) -> book.find(name) == null);
    for (String name : book.names()) {
      List<Definition> versions = book.versions(name);
      if (!versions.equals(known(name))) {
        store.put(name, versions);
      }
    }
    return book;
  }

  private List<Definition> known(String name) {
    List<Definition> versions = store.get(name);
    return versions == null ? List.of() : versions;
  }
}
