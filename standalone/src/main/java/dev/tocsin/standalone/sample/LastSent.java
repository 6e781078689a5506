package dev.tocsin.standalone.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers how far a workload came, so that the next run neither repeats the past nor leaves an
 * incident open for ever. Losing the file costs nothing but that.
 *
 * @param start when that run began, epoch seconds
 * @param second the last second that was sent
 */
record LastSent(long start, long second) {
  /** What the file says; empty when there is none that can be read. */
  static Optional<LastSent> read(Path file) {
    try {
      String[] parts = Files.readString(file).strip().split(" ");
      return Optional.of(new LastSent(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(next, start + " " + second + "\n");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
