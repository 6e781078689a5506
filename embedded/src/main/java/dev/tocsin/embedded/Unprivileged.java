package dev.tocsin.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How to run a program that refuses to run as root. An ordinary user just runs it; root puts a
 * prefix before the command, the first that works here:
 *
 * <ol>
 *   <li>{@code setpriv} to nobody, which keeps the one capability to pass directories that belong
 *       to others, so that the data may lie in any home;
 *   <li>{@code unshare --user}, where users cannot be switched but name spaces are allowed;
 *   <li>{@code runuser}, where only the switch is allowed.
 * </ol>
 *
 * @param prefix what comes before the command; empty for an ordinary user
 * @param owner whom the data directory must belong to, or null for whoever made it
 */
record Unprivileged(List<String> prefix, String owner) {
  private static final String NOBODY = "nobody";
  private static final List<Unprivileged> WAYS =
      List.of(
          new Unprivileged(
              List.of(
                  "setpriv",
                  "--reuid=" + NOBODY,
                  "--regid=nogroup",
                  "--clear-groups",
                  // Otherwise access(2), which PostgreSQL asks first, knows nothing of the
                  // capability.
                  "--securebits=+no_setuid_fixup",
                  "--inh-caps=+dac_override",
                  "--ambient-caps=+dac_override"),
              NOBODY),
          new Unprivileged(List.of("unshare", "--user"), "root"),
          new Unprivileged(List.of("runuser", "-u", NOBODY, "--"), NOBODY));

  /**
   * The way that works on this machine for this directory, which has its owner set accordingly.
   *
   * @throws EmbeddedException when none does
   */
  static Unprivileged forDirectory(Path directory) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(List.of(), null);
    }
    for (Unprivileged way : WAYS) {
      own(directory, way.owner);
      if (way.works(directory)) {
        return way;
      }
    }
    throw new EmbeddedException(
        "PostgreSQL does not run as root, and neither setpriv, unshare nor runuser works for "
            + directory
            + ": run as an ordinary user, or give --postgres URL");
  }

  /** The command with the prefix before it. */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  private boolean works(Path directory) {
    List<String> probe = List.of("sh", "-c", "test \"$(id -u)\" != 0 && test -w \"$1\"", "sh");
    List<String> command = command(probe);
    command.add(directory.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void own(Path directory, String name) throws IOException {
    UserPrincipal user =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    if (Files.getOwner(directory).equals(user)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(each, user);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(each, user);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
