package dev.tocsin.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.embedded.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs now, for the other commands and for whoever wants to know: {@code run.json} in the data
 * directory, written whole at every change.
 *
 * @param launcher process id of {@code up}
 * @param kafka bootstrap servers
 * @param postgres the database
 * @param urls where each service listens, by name
 * @param parts the processes in the order of their start
 */
record RunFile(
    long launcher, String kafka, String postgres, Map<String, String> urls, List<Entry> parts) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * One process.
   *
   * @param pid its id, 0 when it has none
   */
  record Entry(String name, long pid, int port, String log) {
    static Entry of(Part part) {
      return new Entry(
          part.name(),
          part.process().map(ChildProcess::pid).orElse(0L),
          part.port(),
          part.log().toString());
    }
  }

  void write(Path file) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      MAPPER.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), this);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the file says; empty when there is none. */
  static Optional<RunFile> read(Path file) {
    try {
      return Optional.of(MAPPER.readValue(file.toFile(), RunFile.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
