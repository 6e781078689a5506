package dev.tocsin.evaluation.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Something that can be measured on this machine. */
interface Benchmark {
  /**
   * Measures.
   *
   * @param folder where it may keep what it needs
   * @param progress takes a line now and then
   */
  Figures run(Path folder, Consumer<String> progress) throws IOException;
}
