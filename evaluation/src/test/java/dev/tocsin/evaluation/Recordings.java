package dev.tocsin.evaluation;

import dev.tocsin.evaluation.bench.PublicRecordings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The public recordings, which are not part of the project: the tests are given their folder. */
final class Recordings {
  private Recordings() {}

  /**
   * A file of the recordings, from {@code TOCSIN_DATA} or the folder {@code shared/data/public}
   * beside the project. Without the folder the test is skipped and says so.
   */
  static Path file(String name) {
    Path file = PublicRecordings.folder().resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "no recording at " + file + ": set TOCSIN_DATA to its folder");
    return file;
  }
}
