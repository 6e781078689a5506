package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the records of the topics that this service owns, and refuses what it cannot rely on. */
public final class RecordReader {
  /** Largest alert or command, in bytes: a full group of alerts must fit one record. */
  public static final int MOST_BYTES = 8 << 10;

  /** How far an event may be ahead of the wall clock, in milliseconds. */
  private static final long MOST_SKEW = 300_000;

  private static final long LAST_TIME = 253_402_300_799_999L;

  private RecordReader() {}

  /**
   * Reads an alert; the labels that routing relies on are filled in.
   *
   * @param key the record's key, which must be the fingerprint: it decides which task owns the
   *     alert
   * @param now wall clock, epoch milliseconds
   */
  public static Read<Alert> alert(String key, byte[] value, long now) {
    Read<Alert> read = json(value, Alert.class);
    if (!read.accepted()) {
      return read;
    }
    Alert alert = read.value();
    if (alert.fingerprint() == null || !alert.fingerprint().equals(key)) {
      return Read.rejected("fingerprint", "is required, and must be the record's key");
    }
    String missing = missing(alert);
    if (missing != null) {
      return Read.rejected(missing, "is required");
    }
    if (!time(alert.startsAt()) || alert.startsAt() > alert.updatedAt()) {
      return Read.rejected("startsAt", "must be epoch milliseconds, not after updatedAt");
    }
    if (!time(alert.updatedAt()) || alert.updatedAt() > now + MOST_SKEW) {
      return Read.rejected("updatedAt", "must be at most 5 minutes ahead of the wall clock");
    }
    if (!wellFormed(alert)) {
      return Read.rejected("labels", "and all texts must be strings of Unicode characters");
    }
    return Read.of(normal(alert));
  }

  /**
   * Reads a command.
   *
   * @param key the record's key, which must be the target
   */
  public static Read<Command> command(String key, byte[] value) {
    Read<Command> read = json(value, Command.class);
    if (!read.accepted()) {
      return read;
    }
    Command command = read.value();
    if (command.target() == null || !command.target().equals(key)) {
      return Read.rejected("target", "is required, and must be the record's key");
    }
    if (command.action() == null) {
      return Read.rejected("action", "is required");
    }
    if (command.actor() == null || command.actor().isBlank()) {
      return Read.rejected("actor", "is required");
    }
    if (!Stream.of(command.target(), command.actor(), command.reason())
        .allMatch(RecordReader::text)) {
      return Read.rejected("reason", "and all texts must be strings of Unicode characters");
    }
    boolean untilGiven = command.until() != null && time(command.until());
    if (!untilGiven && (command.until() != null || command.action() == Command.Action.SNOOZE)) {
      return Read.rejected("until", "must be epoch milliseconds; a snooze needs it");
    }
    return Read.of(command);
  }

  private static <T> Read<T> json(byte[] value, Class<T> type) {
    if (value == null || value.length == 0 || value.length > MOST_BYTES) {
      return Read.rejected("", "must be a JSON object of 1 to " + MOST_BYTES + " bytes");
    }
    try {
      T read = Json.mapper().readValue(value, type);
      return read == null ? Read.rejected("", "must be a JSON object") : Read.of(read);
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidFieldException named) {
          return new Read<>(null, named.rejected());
        }
      }
      return Read.rejected(
          "", "must be the JSON of one " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
  }

  private static String missing(Alert alert) {
    if (alert.status() == null) {
      return "status";
    } else if (blank(alert.name())) {
      return "name";
    } else if (blank(alert.service())) {
      return "service";
    }
    return alert.severity() == null ? "severity" : null;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static boolean time(long millis) {
    return millis >= 0 && millis <= LAST_TIME;
  }

  private static boolean wellFormed(Alert alert) {
    return maps(alert).noneMatch(m -> m.containsKey(null) || m.containsValue(null))
        && Stream.concat(
                Stream.of(alert.name(), alert.service(), alert.source(), alert.reason()),
                maps(alert).flatMap(m -> Stream.concat(m.keySet().stream(), m.values().stream())))
            .allMatch(RecordReader::text);
  }

  private static Stream<Map<String, String>> maps(Alert alert) {
    return Stream.of(alert.labels(), alert.annotations()).filter(Objects::nonNull);
  }

  /** Half a surrogate pair could be read from JSON, and never be written again. */
  private static boolean text(String text) {
    // Nearly none has surrogates, and an encoder costs more than all else of this check.
    return text == null
        || text.chars().noneMatch(c -> Character.isSurrogate((char) c))
        || StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Alert normal(Alert alert) {
    Map<String, String> labels =
        alert.labels() == null ? new TreeMap<>() : new TreeMap<>(alert.labels());
    labels.putIfAbsent("alertname", alert.name());
    labels.putIfAbsent("service", alert.service());
    labels.put("severity", alert.severity().json());
    return new Alert(
        alert.fingerprint(),
        alert.status(),
        alert.source(),
        alert.name(),
        alert.service(),
        alert.severity(),
        labels,
        alert.annotations() == null ? Map.of() : alert.annotations(),
        alert.startsAt(),
        alert.updatedAt(),
        alert.endsAt(),
        alert.reason() == null ? "not given" : alert.reason());
  }
}
