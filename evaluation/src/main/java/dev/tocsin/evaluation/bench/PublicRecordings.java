package dev.tocsin.evaluation.bench;

import java.nio.file.Path;

/** The public recordings, which are not part of the project. */
public final class PublicRecordings {
  private PublicRecordings() {}

  /**
   * Their folder: {@code TOCSIN_DATA}, or {@code shared/data/public} beside the project. It may not
   * be there.
   */
  public static Path folder() {
    String given = System.getenv("TOCSIN_DATA");
    Path folder =
        given == null
            ? Path.of(System.getProperty("tocsin.root", ""), "..", "shared", "data", "public")
            : Path.of(given);
    return folder.toAbsolutePath().normalize();
  }
}
