package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import dev.tocsin.embedded.EmbeddedException;
import dev.tocsin.standalone.definitions.DefinitionsClient;
import dev.tocsin.standalone.sample.LastMinute;
import dev.tocsin.standalone.sample.SampleWorkload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The whole system on this machine: Kafka and PostgreSQL unless given, the five services, the
 * default definitions, the sample workload. What dies is started again.
 */
public final class Standalone implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long SAMPLE_SEED = 7;

  private final Settings settings;
  private final Layout layout;
  private final Parts parts;
  private final Supervisor supervisor;
  private final Object runFile = new Object();
  private RunLock lock;
  private SampleWorkload sample;
  private volatile boolean closed;

  Standalone(Settings settings) {
    this.settings = settings;
    this.layout = new Layout(settings.data());
    this.parts = Parts.of(settings, layout);
    this.supervisor = new Supervisor(parts.all(), settings.say(), this::writeRunFile);
  }

  public static StandaloneBuilder builder() {
    return new StandaloneBuilder();
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @throws StandaloneException saying what is in the way; nothing is left running then
   */
  public void start() {
    lock = RunLock.take(layout);
    try {
      prepare();
      startServers();
      TopicsSetup.apply(kafka(), settings.say());
      parts.services().forEach(this::launch);
      awaitReady(parts.services(), settings.say());
      loadDefinitions();
      supervisor.start();
      startSample();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Whether something may have to be stopped. */
  boolean started() {
    return lock != null && !closed;
  }

  /** Bootstrap servers. */
  public String kafka() {
    return settings.bootstrapServers();
  }

  /** The database's address, without user and password. */
  public String postgres() {
    return settings.database().url();
  }

  /** Where a service listens. */
  public URI url(String service) {
    return URI.create(parts.service(service).address());
  }

  /** Resident memory of everything that was started, in MiB; this program itself not counted. */
  public long residentMebibytes() {
    return parts.all().stream()
        .flatMap(part -> part.process().stream())
        .flatMap(process -> ProcessHandle.of(process.pid()).stream())
        .mapToLong(Memory::residentMebibytes)
        .sum();
  }

  /** Ends a service with SIGKILL; like anything that dies it is started again after a second. */
  public void kill(String service) {
    parts.service(service).process().ifPresent(ChildProcess::kill);
  }

  /** Starts a service if it is down, and returns when it is ready. */
  public void startAgain(String service) {
    ServicePart part = parts.service(service);
    supervisor.startNow(part);
    awaitReady(List.of(part), line -> {});
  }

  /** Stops everything, in reverse order. May be called at any time, and twice. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    supervisor.close();
    stopSample();
    // The services at once: each only waits for itself.
    CompletableFuture.allOf(
            parts.services().stream()
                .map(part -> CompletableFuture.runAsync(() -> stop(part)))
                .toArray(CompletableFuture[]::new))
        .join();
    for (int i = parts.servers().size() - 1; i >= 0; i--) {
      stop(parts.servers().get(i));
    }
    if (lock != null) {
      lock.close();
    }
  }

  private void prepare() {
    for (Part part : parts.all()) {
      if (part.stopStale()) {
        say("stopped what an earlier run left behind: " + part.name());
      }
    }
    parts.requireStartable();
    if (settings.fresh()) {
      layout.deleteData();
    }
    parts.services().forEach(ServicePart::turnLog);
  }

  private void startServers() {
    try {
      CompletableFuture.allOf(
              parts.servers().stream()
                  .map(part -> CompletableFuture.runAsync(() -> startServer(part)))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EmbeddedException
          || e.getCause() instanceof StandaloneException) {
        throw new StandaloneException(e.getCause().getMessage(), e);
      }
      throw e;
    }
  }

  private void startServer(Part part) {
    long began = System.nanoTime();
    launch(part);
    say(readyLine(part, began));
  }

  private void launch(Part part) {
    synchronized (part) {
      if (closed) {
        throw new StandaloneException("stopped while starting");
      }
      part.start();
    }
    writeRunFile();
  }

  private void awaitReady(List<ServicePart> services, Consumer<String> to) {
    long began = System.nanoTime();
    List<ServicePart> pending = new ArrayList<>(services);
    while (!pending.isEmpty()) {
      for (ServicePart part : List.copyOf(pending)) {
        boolean ended = part.process().orElseThrow().ended(POLL);
        if (!ended && part.ready()) {
          pending.remove(part);
          to.accept(readyLine(part, began));
        } else if (ended && !supervisor.running()) {
          throw new StandaloneException(
              "%s ended while it started; the end of %s:%n%s"
                  .formatted(part.name(), part.log(), ChildProcess.tail(part.log(), 15)));
        } else if (System.nanoTime() - began > START.toNanos()) {
          throw new StandaloneException(
              "%s is not ready after %d s; see %s"
                  .formatted(part.name(), START.toSeconds(), part.log()));
        }
      }
    }
  }

  private void loadDefinitions() {
    if (!settings.definitions()) {
      return;
    }
    DefaultDefinitions.Loaded loaded =
        DefaultDefinitions.read(Layout.repository().resolve("deploy/definitions"))
            .load(new DefinitionsClient(url(Service.REPORT_API.moduleName()), this::say));
    say(
        "%-16s  %d loaded, %d there already"
            .formatted("definitions", loaded.created(), loaded.present()));
    loaded.refused().forEach(line -> say("  refused: " + line));
  }

  private void startSample() {
    if (!settings.sample()) {
      return;
    }
    long began = System.nanoTime();
    sample =
        SampleWorkload.start(
            url(Service.INGEST_SERVICE.moduleName()), SAMPLE_SEED, layout.sampleMemory());
    boolean counted = awaitHistory(began);
    say(
        "%-16s  %s %54.1f s"
            .formatted(
                "sample workload",
                counted ? "counted" : "sent, but not counted yet",
                (System.nanoTime() - began) / 1e9));
  }

  /** Whatever else is sent waits behind it until it is counted. */
  private boolean awaitHistory(long began) {
    URI reportApi = url(Service.REPORT_API.moduleName());
    while (!closed && System.nanoTime() - began < START.toNanos()) {
      LastMinute last = sample.history().getNow(null);
      if (last != null && last.counted(reportApi)) {
        return true;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return false;
  }

  private void stopSample() {
    if (sample != null) {
      sample.close();
    }
  }

  private void stop(Part part) {
    synchronized (part) {
      if (part.alive()) {
        part.stop();
        say("%-16s  stopped".formatted(part.name()));
      } else {
        part.process().ifPresent(ChildProcess::forget);
      }
    }
  }

  private void writeRunFile() {
    synchronized (runFile) {
      if (closed) {
        return;
      }
      Map<String, String> urls = new LinkedHashMap<>();
      parts.services().forEach(part -> urls.put(part.name(), part.address()));
      new RunFile(
              ProcessHandle.current().pid(),
              kafka(),
              postgres(),
              urls,
              parts.all().stream().map(RunFile.Entry::of).toList())
          .write(layout.runFile());
    }
  }

  private static String readyLine(Part part, long began) {
    return "%-16s  ready  %-48s %5.1f s"
        .formatted(part.name(), part.address(), (System.nanoTime() - began) / 1e9);
  }

  private void say(String line) {
    settings.say().accept(line);
  }
}
