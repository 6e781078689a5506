package dev.tocsin.router.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tocsin.events.Definition;
import dev.tocsin.events.openslo.DefinitionSet;
import dev.tocsin.events.openslo.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Alertmanager's configuration as definitions, for tests. */
public final class AlertmanagerFile {
  private AlertmanagerFile() {}

  /** The definitions of a file with which nothing is wrong. */
  public static List<Definition> read(String yaml) {
    try {
      JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(yaml);
      DefinitionSet set = DefinitionSet.of(Document.all("alertmanager.yml", List.of(tree)));
      assertThat(set.findings()).isEmpty();
      return set.definitions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
