package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where tests find the repository and may write. */
public final class Workspace {
  private Workspace() {}

  /**
   * The repository's root: the property {@code tocsin.root}, or the folder above that has deploy.
   */
  public static Path root() {
    String given = System.getProperty("tocsin.root");
    if (given != null) {
      return Path.of(given);
    }
    for (Path each = module(); each != null; each = each.getParent()) {
      if (Files.exists(each.resolve("deploy/topics.yaml"))) {
        return each;
      }
    }
    throw new IllegalStateException("no repository around " + module());
  }

  /** The module under test. */
  public static Path module() {
    return Path.of("").toAbsolutePath();
  }

  /** A path under the module's target folder; not created. */
  public static Path target(String name) {
    return module().resolve("target").resolve(name);
  }

  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
