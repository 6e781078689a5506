package dev.tocsin.standalone.replay;

/** What became of a row: an event to send, or a refusal that needs no server. */
sealed interface Mapped {
  /**
   * @param json the event, one line of NDJSON without its end
   * @param timestamp its time in epoch milliseconds, or null when it has none that can be read
   */
  record Event(byte[] json, Long timestamp) implements Mapped {}

  /**
   * @param field the field to blame, or empty
   * @param reason why
   */
  record Refused(String field, String reason) implements Mapped {}
}
