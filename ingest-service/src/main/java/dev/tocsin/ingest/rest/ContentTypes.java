package dev.tocsin.ingest.rest;

import java.util.Locale;
import java.util.Set;

/** The content types that we take. All of them are sniffed unless they say NDJSON. */
final class ContentTypes {
  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/jsonlines",
          "application/x-jsonlines");

  /** The last one is what curl sends with {@code -d} when nobody says otherwise. */
  private static final Set<String> SNIFFED =
      Set.of(
          "",
          "application/json",
          "text/json",
          "text/plain",
          "application/octet-stream",
          "application/x-www-form-urlencoded");

  private ContentTypes() {}

  /**
   * Whether the header says NDJSON.
   *
   * @throws Refused when it says something that cannot be JSON
   */
  static boolean saysLines(String header) {
    String type = header == null ? "" : header;
    int parameters = type.indexOf(';');
    String name =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (LINES.contains(name)) {
      return true;
    }
    if (SNIFFED.contains(name)) {
      return false;
    }
    throw Refused.unsupported("Content-Type must be application/json or application/x-ndjson");
  }
}
