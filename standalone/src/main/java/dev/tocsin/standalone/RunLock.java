package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The right to run on a data directory. A file lock, because the system takes it back even from a
 * process that was killed.
 */
final class RunLock implements AutoCloseable {
  private final FileChannel channel;
  private final ChildProcess launcher;
  private final Layout layout;

  private RunLock(FileChannel channel, ChildProcess launcher, Layout layout) {
    this.channel = channel;
    this.launcher = launcher;
    this.layout = layout;
  }

  /**
   * @throws StandaloneException when somebody else has it
   */
  static RunLock take(Layout layout) {
    try {
      Files.createDirectories(layout.lock().getParent());
      FileChannel channel =
          FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StandaloneException(
            "Tocsin is up already on %s%s; './tocsin down' stops it"
                .formatted(
                    layout.root(),
                    RunFile.read(layout.runFile())
                        .map(run -> " (pid " + run.launcher() + ")")
                        .orElse("")));
      }
      return new RunLock(
          channel, ChildProcess.of(layout.launcherPidFile(), ProcessHandle.current()), layout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    launcher.forget();
    try {
      Files.deleteIfExists(layout.runFile());
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
