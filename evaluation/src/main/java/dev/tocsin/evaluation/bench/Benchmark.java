package dev.tocsin.evaluation.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** Something that can be measured on this machine. */
public interface Benchmark {
  /** The names of its options. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Measures.
   *
   * @param options how much of it, where it can be chosen
   * @param folder where it may keep what it needs
   * @param progress takes a line now and then
   */
  Figures run(Options options, Path folder, Consumer<String> progress) throws IOException;
}
