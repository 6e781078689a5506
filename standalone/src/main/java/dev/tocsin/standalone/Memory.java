package dev.tocsin.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** How much memory processes hold, as Linux counts it. */
final class Memory {
  private Memory() {}

  /**
   * Resident memory of a process and its descendants in MiB; a page that several share counts once
   * in all.
   */
  static long residentMebibytes(ProcessHandle process) {
    return LongStream.concat(
                LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid))
            .map(Memory::kibibytes)
            .sum()
        / 1024;
  }

  /** The same of the process alone. */
  static long ownMebibytes(ProcessHandle process) {
    return kibibytes(process.pid()) / 1024;
  }

  private static long kibibytes(long pid) {
    long shared = field(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
    return shared > 0 ? shared : field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
  }

  private static long field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
