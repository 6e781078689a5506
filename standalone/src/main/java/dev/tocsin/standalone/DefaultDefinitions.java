package dev.tocsin.standalone;

import dev.tocsin.events.Definition;
import dev.tocsin.events.openslo.DefinitionSet;
import dev.tocsin.events.openslo.Finding;
import dev.tocsin.standalone.definitions.DefinitionFiles;
import dev.tocsin.standalone.definitions.DefinitionsClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The definitions that come with Tocsin. */
final class DefaultDefinitions {
  private static final int CONFLICT = 409;

  private final DefinitionSet set;

  private DefaultDefinitions(DefinitionSet set) {
    this.set = set;
  }

  /** Reads all files of the folder, in the order of their names; none when it does not exist. */
  static DefaultDefinitions read(Path folder) {
    return new DefaultDefinitions(
        Files.isDirectory(folder)
            ? DefinitionFiles.read(folder)
            : new DefinitionSet(List.of(), List.of(), List.of(), false));
  }

  /**
   * Offers them to the report API; one that exists there stays as it is.
   *
   * @return what came of it
   */
  Loaded load(DefinitionsClient reportApi) {
    int created = 0;
    int present = 0;
    List<String> refused = new ArrayList<>(set.findings().stream().map(Finding::toString).toList());
    for (Definition definition : set.definitions()) {
      try {
        DefinitionsClient.Answer answer = reportApi.create(definition);
        if (answer.fine()) {
          created++;
        } else if (answer.status() == CONFLICT) {
          present++;
        } else {
          refused.add(definition.key() + ": " + answer.detail());
        }
      } catch (StandaloneException e) {
        refused.add(definition.key() + ": " + e.getMessage());
      }
    }
    return new Loaded(created, present, refused);
  }

  /**
   * What came of it.
   *
   * @param created how many are new
   * @param present how many were there
   * @param refused why the others were not taken, one line each
   */
  record Loaded(int created, int present, List<String> refused) {}
}
