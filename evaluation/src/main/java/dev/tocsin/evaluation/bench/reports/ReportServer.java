package dev.tocsin.evaluation.bench.reports;

import static org.awaitility.Awaitility.await;

import dev.tocsin.embedded.ChildProcess;
import dev.tocsin.embedded.PostgresNode;
import dev.tocsin.evaluation.bench.job.ThreadTimes;
import dev.tocsin.evaluation.bench.load.Stage;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report API as it is deployed, on an embedded broker and an embedded PostgreSQL. */
final class ReportServer implements AutoCloseable {
  /** What its topics' names begin with. */
  static final String PREFIX = "reports.";

  private static final String DATABASE = "tocsin";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Both compilers: what steady load has, and the heap of a small pod. */
  private static final List<String> JVM =
      List.of("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final Stage stage;
  private final PostgresNode postgres;

  /** A connection for each reader, as people have. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private ChildProcess process;

  ReportServer(Stage stage) throws IOException {
    this.stage = stage;
    this.postgres = PostgresNode.start(stage.folder().resolve("postgres"), 0);
    postgres.createDatabase(DATABASE);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  /** Starts it and waits until it has caught up. */
  void start() throws IOException {
    launch();
    await().atMost(PATIENCE).ignoreExceptions().until(this::ready);
  }

  private void launch() throws IOException {
    Path root = Path.of(System.getProperty("tocsin.root", "")).toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("-jar");
    command.add(root.resolve("report-api/target/quarkus-app/quarkus-run.jar").toString());
    Path log = stage.folder().resolve("report-api.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(new File("/dev/null"));
    builder
        .environment()
        .putAll(
            Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "TOCSIN_KAFKA_BOOTSTRAP_SERVERS",
                stage.bootstrap(),
                "TOCSIN_TOPIC_PREFIX",
                PREFIX,
                "TOCSIN_REPORT_EVALUATOR_URL",
                "http://127.0.0.1:9",
                "TOCSIN_REPORT_SCORER_URL",
                "http://127.0.0.1:9",
                "TOCSIN_REPORT_ROUTER_URL",
                "http://127.0.0.1:9",
                "TOCSIN_REPORT_DATABASE_URL",
                postgres.reactiveUrl(DATABASE)));
    Path pid = Files.createDirectories(stage.folder()).resolve("report-api.pid");
    process = ChildProcess.start(pid, builder);
  }

  /**
   * Holds the service, lets a backlog come, and waits until it is worked off.
   *
   * @param done finds the sum of the offsets that are done
   * @param records how many come
   * @return nanoseconds from where the service goes on
   */
  long workOff(String done, int records, Runnable backlog) throws SQLException {
    try (Connection database = database()) {
      long before = number(database, done);
      signal("STOP");
      backlog.run();
      long began = System.nanoTime();
      signal("CONT");
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> number(database, done) >= before + records);
      return System.nanoTime() - began;
    }
  }

  private static long number(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What its threads use of processors from now on. */
  ThreadTimes threads() {
    return new ThreadTimes(ProcessHandle.of(process.pid()).orElseThrow());
  }

  void kill() {
    process.kill();
    process.ended(PATIENCE);
  }

  private boolean ready() throws IOException, InterruptedException {
    return get("/q/health/ready").statusCode() == 200;
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  Connection database() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(DATABASE) + "?reWriteBatchedInserts=true", PostgresNode.USER, "");
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    postgres.close();
  }
}
