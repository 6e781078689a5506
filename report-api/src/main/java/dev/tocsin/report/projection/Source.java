package dev.tocsin.report.projection;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Rejected;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A topic and how its records become rows.
 *
 * @param topic its full name
 * @param ownsDeadLetters whether the report API is the one that writes this topic's dead letters
 * @param decoder throws {@link InvalidFieldException} or {@link SerializationException} for a
 *     record that cannot become rows
 */
record Source(String topic, boolean ownsDeadLetters, Decoder decoder) {

  /** Adds the record's rows to the batch, or says what is wrong with it or with parts of it. */
  void decode(Origin origin, Batch batch, Consumer<Refused> refused) {
    try {
      decoder.decode(origin, batch, refused);
    } catch (InvalidFieldException e) {
      refused.accept(new Refused(origin, 0, e.rejected()));
    } catch (SerializationException e) {
      refused.accept(new Refused(origin, 0, new Rejected("", e.getMessage())));
    }
  }

  /** How one topic's records become rows. */
  @FunctionalInterface
  interface Decoder {
    void decode(Origin origin, Batch batch, Consumer<Refused> refused);
  }

  /**
   * A record, or one event of it, that is not projected.
   *
   * @param origin the record
   * @param position the event's index in it
   * @param rejected why
   */
  record Refused(Origin origin, int position, Rejected rejected) {}
}
