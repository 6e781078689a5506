package dev.tocsin.evaluation.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entry point of {@code ./tocsin bench NAME}. */
public final class Bench {
  private static final Map<String, Benchmark> KNOWN =
      new TreeMap<>(Map.of("first-light", new FirstLight()));

  private Bench() {}

  /**
   * Runs one benchmark.
   *
   * @param arguments its name
   */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    String name = arguments.length == 1 ? arguments[0] : "";
    Benchmark benchmark = KNOWN.get(name);
    if (benchmark == null) {
      out.println("bench: name one of " + KNOWN.keySet());
      System.exit(2);
    }
    Logger.getLogger("").setLevel(Level.WARNING);
    Path folder =
        Path.of(System.getProperty("tocsin.root", ""), "evaluation", "target", "bench")
            .toAbsolutePath();
    Figures figures = benchmark.run(folder, line -> out.println("  " + line));
    out.println();
    figures.print(out);
    Path file = folder.resolve(name + ".json");
    figures.write(file);
    out.println();
    out.println("written to " + file);
    System.exit(0);
  }
}
