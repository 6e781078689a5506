package dev.tocsin.report.projection;

import java.nio.charset.StandardCharsets;

/**
 * What clients of the live events are told.
 *
 * @param name {@code verdict}, {@code alert}, {@code score}, {@code incident}, {@code violation},
 *     {@code page} or {@code gap}
 * @param data the record's JSON
 */
public record LiveEvent(String name, String data) {
  /** Told instead of events that are not known any more. */
  static final LiveEvent GAP = new LiveEvent("gap", "{}");

  LiveEvent(String name, byte[] json) {
    this(name, new String(json, StandardCharsets.UTF_8));
  }
}
