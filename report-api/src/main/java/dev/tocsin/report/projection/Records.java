package dev.tocsin.report.projection;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.nio.charset.StandardCharsets;

/** Reading a record's value. */
final class Records {
  private Records() {}

  /**
   * The record's value, typed.
   *
   * @throws InvalidFieldException when it is empty
   * @throws org.apache.kafka.common.errors.SerializationException when it is not such a value
   */
  static <T> T read(Origin origin, Class<T> type) {
    byte[] value = origin.record().value();
    T read = value == null ? null : Json.read(value, type);
    if (read == null) {
      throw new InvalidFieldException("", "is empty: must be a " + type.getSimpleName());
    }
    return read;
  }

  /** Refuses the record when a field without which it has no row is missing. */
  static void require(String field, Object value) {
    if (value == null) {
      throw new InvalidFieldException(field, "is required");
    }
  }

  static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
