package dev.tocsin.events.openslo;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionForm;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.SpecCheck;
import dev.tocsin.events.alertmanager.AlertmanagerReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The definitions of a set of documents that may refer to each other. A document with an {@code
 * apiVersion} is of OpenSLO, one with a {@code route} and no {@code kind} is a configuration file
 * of Alertmanager, any other one a definition as Tocsin writes it.
 *
 * @param definitions those with which nothing is wrong, in the documents' order
 * @param findings all that is wrong, in no document and no field twice
 * @param notices what was read and not taken over, because Tocsin has it elsewhere
 * @param alertmanager whether a configuration file of Alertmanager is among them
 */
public record DefinitionSet(
    List<Definition> definitions,
    List<Finding> findings,
    List<Finding> notices,
    boolean alertmanager) {
  public DefinitionSet {
    definitions = List.copyOf(definitions);
    findings = List.copyOf(findings);
    notices = List.copyOf(notices);
  }

  /** Reads all of them, whatever is wrong with some. */
  public static DefinitionSet of(Collection<Document> documents) {
    Findings findings = new Findings();
    OpenSloDocuments openSlo = new OpenSloDocuments();
    for (Document document : documents) {
      if (document.openSlo()) {
        openSlo.add(Field.root(document, findings));
      }
    }
    Map<Document, Field> slos = new HashMap<>();
    openSlo.all("SLO").forEach(slo -> slos.put(slo.document(), slo));
    SloReader reader = new SloReader(openSlo, findings);
    reader.readShared();
    List<Definition> definitions = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    for (Document document : documents) {
      List<Definition> read =
          !document.openSlo()
              ? own(document, findings)
              : slos.containsKey(document) ? reader.read(slos.get(document)) : List.of();
      for (Definition definition : read) {
        String owner = owners.putIfAbsent(definition.key(), document.label());
        if (owner == null) {
          definitions.add(definition);
        } else {
          String field = document.openSlo() ? "metadata.name" : "name";
          findings.add(
              document, field, "declares what " + owner + " declares: " + definition.key());
        }
      }
    }
    return new DefinitionSet(
        definitions,
        findings.list(),
        findings.notices(),
        documents.stream().anyMatch(Document::alertmanager));
  }

  private static List<Definition> own(Document document, Findings findings) {
    return document.alertmanager()
        ? new AlertmanagerReader(Field.root(document, findings)).read()
        : plain(document, findings);
  }

  private static List<Definition> plain(Document document, Findings findings) {
    String kind = document.tree().path("kind").asText("");
    if (OpenSloDocuments.KINDS.contains(kind)) {
      findings.add(document, "apiVersion", "is required: " + OpenSloDocuments.API_VERSION);
      return List.of();
    }
    try {
      Definition definition = DefinitionForm.read(document.tree());
      List<Rejected> problems = SpecCheck.problems(definition);
      problems.forEach(each -> findings.add(document, each.field(), each.reason()));
      return problems.isEmpty() ? List.of(definition) : List.of();
    } catch (InvalidFieldException e) {
      findings.add(document, e.rejected().field(), e.rejected().reason());
      return List.of();
    }
  }
}
