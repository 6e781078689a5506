package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How one measurement slice of one objective came out, for those who are made of it or depend on
 * its service. Of one objective, service and slice the last record counts.
 *
 * @param objective the objective's name
 * @param service the service
 * @param start start of the slice, epoch milliseconds
 * @param end its end, exclusive
 * @param result how it came out
 */
public record Outcome(String objective, String service, long start, long end, Result result) {
  /** The record's key on the topic: {@code objective/service}. */
  public String key() {
    return objective + "/" + service;
  }

  /** How a slice came out. */
  public enum Result {
    GOOD,
    BAD,
    /** Nothing is known of it. */
    NONE;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
