package dev.tocsin.report.projection;

import java.nio.charset.StandardCharsets;

/**
 * What clients of the live events are told.
 *
 * @param name {@code verdict}, {@code alert}, {@code score}, {@code incident} or {@code violation}
 * @param data the record's JSON
 */
public record LiveEvent(String name, String data) {
  LiveEvent(String name, byte[] json) {
    this(name, new String(json, StandardCharsets.UTF_8));
  }
}
