package dev.tocsin.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What lies where in the data directory.
 *
 * @param root the data directory, absolute
 */
record Layout(Path root) {
  /** The data directory unless one is given: {@code .tocsin} in the repository. */
  static Path defaultData() {
    return repository().resolve(".tocsin");
  }

  /** The repository, as the launcher script says, else the working directory. */
  static Path repository() {
    return Path.of(System.getProperty("tocsin.root", "")).toAbsolutePath();
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path state(Service service) {
    return root.resolve("state").resolve(service.moduleName());
  }

  Path log(Service service) {
    return root.resolve("logs").resolve(service.moduleName() + ".log");
  }

  /** For what native libraries unpack; emptied before each start, because SIGKILL leaves it. */
  Path temporary(Service service) {
    return root.resolve("tmp").resolve(service.moduleName());
  }

  Path pidFile(Service service) {
    return root.resolve("run").resolve(service.moduleName() + ".pid");
  }

  Path launcherPidFile() {
    return root.resolve("run/launcher.pid");
  }

  Path lock() {
    return root.resolve("run/lock");
  }

  Path runFile() {
    return root.resolve("run.json");
  }

  /** What the sample workload remembers from run to run. */
  Path sampleMemory() {
    return root.resolve("sample/memory.json");
  }

  /** Deletes all data, and nothing that is not ours: the directory may be anybody's. */
  void deleteData() {
    for (String name : List.of("kafka", "postgres", "state", "sample", "logs", "tmp")) {
      delete(root.resolve(name));
    }
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(each);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure)
                throws IOException {
              Files.delete(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
