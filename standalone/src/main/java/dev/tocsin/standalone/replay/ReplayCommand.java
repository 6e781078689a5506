package dev.tocsin.standalone.replay;

import dev.tocsin.standalone.sample.SampleEvent;
import dev.tocsin.standalone.sample.SampleIncidents;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Loads recorded files, or the sample incidents, through the HTTP API. Exit codes: 0 when every row
 * was accepted, 1 when some were not, 2 when the options make no sense.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Loads CSV and NDJSON files (also gzipped) through the HTTP API, in file order.")
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "the files, in their order")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "what the rows are: incidents, requests, metrics, checks or logs")
  private String as;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description =
          "the column of a field; 'metrics.*=*' for all numeric columns not used otherwise")
  private List<String> maps = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "a field that is the same in all rows")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--skip", paramLabel = "COLUMN", description = "a column to leave out")
  private Set<String> skipped = Set.of();

  @Option(names = "--null", paramLabel = "TEXT", description = "a text for a missing value")
  private Set<String> absent = Set.of();

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description =
          "how times are written: a java.time pattern, epoch-seconds or epoch-millis"
              + " (default: ISO-8601 or epoch milliseconds)")
  private String dateFormat;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "the zone of times without an offset (default: ${DEFAULT-VALUE})",
      defaultValue = "UTC")
  private String zone;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "the time of the first row, for rows without a time; needs --step")
  private String start;

  @Option(names = "--step", paramLabel = "DURATION", description = "from row to row, such as 1m")
  private String step;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description = "max, realtime, or how many times faster (default: ${DEFAULT-VALUE})",
      defaultValue = "max")
  private String speed;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the ingest service (default: the running one, else http://127.0.0.1:8081)")
  private URI url;

  @Option(
      names = "--sample",
      paramLabel = "NAME",
      description = "load a built-in sample instead of files: incidents (1,500 closed ones)")
  private String sample;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long began = System.nanoTime();
    try {
      EventKind kind = kind();
      Mapping mapping = sample == null ? mapping(kind) : null;
      double factor = Pace.factor(speed);
      if (sample == null) {
        new Preflight(mapping).check(files);
      }
      Progress progress = new Progress(err, Progress.onTerminal(), total(), System::nanoTime);
      IngestClient client = new IngestClient(ingest(), PATIENCE, progress::say, Pause.REAL);
      Replay replay =
          new Replay(kind, client, new Pace(factor, System::nanoTime), Pause.REAL, progress);
      boolean read = run(replay, mapping, err);
      progress.end(replay.tally().rowsRead());
      replay.tally().print(out, kind, Duration.ofNanos(System.nanoTime() - began));
      return read && replay.tally().complete() ? 0 : 1;
    } catch (InvalidOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether everything could be read and sent. */
  private boolean run(Replay replay, Mapping mapping, PrintWriter err) throws InterruptedException {
    try {
      if (sample != null) {
        replay.events(
            "sample incidents",
            SampleIncidents.before(Instant.now()).stream().map(SampleEvent::json).toList());
      }
      for (Path file : files) {
        replay.file(file, mapping);
      }
      return true;
    } catch (IOException e) {
      err.println();
      err.println(e.getMessage());
      return false;
    }
  }

  private EventKind kind() {
    if (sample != null) {
      if (!sample.equals("incidents")) {
        throw new InvalidOptionException("--sample", "'" + sample + "' is not incidents");
      }
      if (!files.isEmpty()) {
        throw new InvalidOptionException("--sample", "loads no FILE beside it");
      }
      return EventKind.INCIDENTS;
    }
    if (files.isEmpty()) {
      throw new InvalidOptionException("FILE", "name at least one, or use --sample incidents");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new InvalidOptionException("FILE", file + " is no file that can be read");
      }
    }
    if (as == null) {
      throw new InvalidOptionException("--as", "is required: " + kinds());
    }
    for (EventKind kind : EventKind.values()) {
      if (kind.toString().equals(as.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new InvalidOptionException("--as", "'" + as + "' is none of " + kinds());
  }

  private static String kinds() {
    return "incidents, requests, metrics, checks, logs";
  }

  private Mapping mapping(EventKind kind) {
    ZoneId zoneId = zoneId();
    TimeFormat times;
    try {
      times = new TimeFormat(dateFormat, zoneId);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          "--date-format", "'" + dateFormat + "' is no java.time pattern: " + e.getMessage());
    }
    return Mapping.of(kind, maps, sets, skipped, absent, times, timeline(zoneId));
  }

  private ZoneId zoneId() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidOptionException(
          "--zone", "'" + zone + "' is no time zone such as UTC or Europe/Berlin");
    }
  }

  private Timeline timeline(ZoneId zoneId) {
    if (start == null && step == null) {
      return null;
    }
    if (start == null || step == null) {
      throw new InvalidOptionException(start == null ? "--start" : "--step", "is missing");
    }
    try {
      return new Timeline(new TimeFormat(null, zoneId).parse(start), Timeline.step(step));
    } catch (DateTimeException e) {
      throw new InvalidOptionException("--start", "'" + start + "' is not an ISO-8601 time");
    }
  }

  private long total() {
    if (sample != null) {
      return SampleIncidents.COUNT;
    }
    return files.stream().map(Path::toFile).mapToLong(File::length).sum();
  }

  private URI ingest() {
    URI to = url == null ? RunningIngest.url() : url;
    if (to.getHost() == null || !Set.of("http", "https").contains(String.valueOf(to.getScheme()))) {
      throw new InvalidOptionException("--url", "'" + to + "' is not http://HOST:PORT");
    }
    return to;
  }
}
