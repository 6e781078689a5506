package dev.tocsin.standalone.definitions;

import dev.tocsin.events.openslo.DefinitionSet;
import dev.tocsin.events.openslo.Document;
import dev.tocsin.events.openslo.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads files, folders and standard input as one set of definitions. */
public final class DefinitionFiles {
  /** Stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private final InputStream in;
  private final List<Document> documents = new ArrayList<>();
  private final List<Finding> unreadable = new ArrayList<>();
  private int files;

  /**
   * @param in standard input
   */
  DefinitionFiles(InputStream in) {
    this.in = in;
  }

  /** The set in these files; a folder stands for its YAML and JSON files by name. */
  public static DefinitionSet read(Path... paths) {
    DefinitionFiles files = new DefinitionFiles(InputStream.nullInputStream());
    for (Path path : paths) {
      files.add(path.toString());
    }
    return files.set();
  }

  /** Adds a file, a folder, or {@code -}. */
  void add(String source) {
    try {
      if (source.equals(STANDARD_INPUT)) {
        parse("stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } else if (Files.isDirectory(Path.of(source))) {
        for (Path file : definitionsIn(Path.of(source))) {
          addFile(file);
        }
      } else {
        addFile(Path.of(source));
      }
    } catch (IOException e) {
      unreadable.add(new Finding(source, "", "cannot be read: is it there, and text?"));
    }
  }

  private static List<Path> definitionsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().matches(".*\\.(yaml|yml|json)")).sorted().toList();
    }
  }

  private void addFile(Path file) throws IOException {
    parse(file.toString(), Files.readString(file));
  }

  private void parse(String name, String text) {
    files++;
    try {
      documents.addAll(Document.all(name, YamlText.read(text)));
    } catch (IllegalArgumentException e) {
      unreadable.add(new Finding(name, "", e.getMessage()));
    }
  }

  /** How many files were read. */
  int files() {
    return files;
  }

  /** Everything that was added, and all that is wrong with it. */
  DefinitionSet set() {
    DefinitionSet set = DefinitionSet.of(documents);
    List<Finding> findings = new ArrayList<>(unreadable);
    findings.addAll(set.findings());
    return new DefinitionSet(set.definitions(), findings, set.notices(), set.alertmanager());
  }
}
