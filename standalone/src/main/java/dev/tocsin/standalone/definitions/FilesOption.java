package dev.tocsin.standalone.definitions;

import dev.tocsin.events.Definition;
import dev.tocsin.events.openslo.DefinitionSet;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says which files are meant. */
final class FilesOption {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "a file, a folder of .yaml, .yml and .json files, or - for standard input")
  private List<String> sources;

  private int files;

  /** How many files were read. */
  int files() {
    return files;
  }

  /**
   * What is in them; without definitions, and said why, when anything is wrong. What is not taken
   * over is named.
   */
  DefinitionSet readAll(PrintWriter err) {
    DefinitionFiles read = new DefinitionFiles(System.in);
    sources.forEach(read::add);
    files = read.files();
    DefinitionSet set = read.set();
    set.findings().forEach(err::println);
    set.notices().forEach(each -> err.println("not taken over: " + each));
    if (set.findings().isEmpty() && set.definitions().isEmpty()) {
      err.println("there is no definition in " + String.join(", ", sources));
    }
    err.flush();
    return set.findings().isEmpty()
        ? set
        : new DefinitionSet(List.of(), set.findings(), set.notices(), set.alertmanager());
  }

  /** The definitions of {@link #readAll}. */
  List<Definition> read(PrintWriter err) {
    return readAll(err).definitions();
  }
}
