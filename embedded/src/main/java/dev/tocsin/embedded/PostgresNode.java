package dev.tocsin.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server as a child process on 127.0.0.1. Its data survive a restart, also on
 * another port. The only user is {@value #USER}, without a password.
 */
public final class PostgresNode implements AutoCloseable {
  /** Owner of everything. */
  public static final String USER = "postgres";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(15);

  /** For a few connections on a laptop. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "40",
          "shared_buffers", "24MB",
          "work_mem", "4MB",
          "maintenance_work_mem", "16MB",
          "max_wal_size", "256MB",
          "max_parallel_workers_per_gather", "0",
          "timezone", "UTC",
          "log_timezone", "UTC");

  private final ChildProcess process;
  private final Path log;
  private final int port;

  private PostgresNode(ChildProcess process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts the server and returns when it answers. One that an earlier, crashed run left behind on
   * the same directory is stopped first.
   *
   * @param directory programs, data and log; made when absent
   * @param port the port, 0 for a free one
   * @throws EmbeddedException when the port is taken or the server does not come up
   */
  public static PostgresNode start(Path directory, int port) {
    Path home = directory.toAbsolutePath();
    stopStale(home);
    if (port != 0 && Ports.taken(port)) {
      throw new EmbeddedException("PostgreSQL's port " + port + " is taken");
    }
    try {
      Path data = Files.createDirectories(home.resolve("data"));
      Path programs = PostgresBinaries.unpack(home.resolve("programs"));
      Unprivileged user = Unprivileged.forDirectory(data);
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        initialise(programs, data, user, home.resolve("initdb.log"));
      }
      PostgresNode node = launch(home, programs, user, Ports.orFree(port));
      node.awaitAnswer();
      return new PostgresNode(postmaster(home, data), node.log, node.port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops a server that was left behind on this directory; true if there was one. */
  public static boolean stopStale(Path directory) {
    return ChildProcess.find(pidFile(directory))
        .map(
            stale -> {
              stale.interrupt(STOP);
              return true;
            })
        .orElse(false);
  }

  /** Where the id of the server's process is kept. */
  public static Path pidFile(Path directory) {
    return directory.resolve("postgres.pid");
  }

  /** Creates the database unless it exists. */
  public PostgresNode createDatabase(String name) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
      try (ResultSet found =
          statement.executeQuery(
              "select 1 from pg_database where datname = '" + name.replace("'", "''") + "'")) {
        if (found.next()) {
          return this;
        }
      }
      statement.execute("create database " + quoted);
      return this;
    } catch (SQLException e) {
      throw new EmbeddedException("the database " + name + " cannot be created", e);
    }
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The same address as the reactive client takes it. */
  public String reactiveUrl(String database) {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  public int port() {
    return port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.interrupt(STOP);
  }

  private static void initialise(Path programs, Path data, Unprivileged user, Path log)
      throws IOException {
    List<String> command =
        user.command(
            List.of(
                programs.resolve("bin/initdb").toString(),
                "--auth=trust",
                "--username=" + USER,
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--pgdata=" + data));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new EmbeddedException(
            "PostgreSQL's storage cannot be made; the end of "
                + log
                + ":\n"
                + ChildProcess.tail(log, 10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while PostgreSQL's storage was made", e);
    }
  }

  private static PostgresNode launch(Path home, Path programs, Unprivileged user, int port)
      throws IOException {
    Path data = home.resolve("data");
    Path log = home.resolve("postgres.log");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    // Whatever the file names is not this server any more: a live one was stopped before, and after
    // a reboot its number may be somebody else's.
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    List<String> command = new ArrayList<>();
    command.add(programs.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(user.command(command))
            .directory(data.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    return new PostgresNode(ChildProcess.start(pidFile(home), builder), log, port);
  }

  /** The server's own process: some ways to change the user put another one before it. */
  private static ChildProcess postmaster(Path home, Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    return ChildProcess.of(pidFile(home), ProcessHandle.of(pid).orElseThrow());
  }

  private void awaitAnswer() {
    Instant deadline = Instant.now().plus(START);
    while (!answers()) {
      if (!process.alive() || Instant.now().isAfter(deadline)) {
        process.stop(Duration.ofSeconds(1));
        throw new EmbeddedException(
            "PostgreSQL did not start; the end of " + log + ":\n" + ChildProcess.tail(log, 15));
      }
    }
  }

  private boolean answers() {
    if (process.ended(Duration.ofMillis(50))) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, "")) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }
}
