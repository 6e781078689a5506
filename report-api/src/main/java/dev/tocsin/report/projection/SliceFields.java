package dev.tocsin.report.projection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import java.util.Base64;

/**
 * What is stored of a {@link Slice}. Its sketch stays the bytes that came: they are added up from
 * there.
 */
// Said here too, so that other fields are skipped: else they are kept until the record is made.
@JsonIgnoreProperties(ignoreUnknown = true)
record SliceFields(
    String service,
    String operation,
    String region,
    String deviceType,
    long start,
    long count,
    long errors,
    double latencySumMs,
    SketchBytes latency,
    long revision,
    boolean closed) {

  /** A sketch that {@link Sketch#merge(byte[])} takes. */
  record SketchBytes(byte[] bytes) {
    /**
     * Reads its JSON form.
     *
     * @throws IllegalArgumentException when it is not a sketch
     */
    @JsonCreator
    static SketchBytes of(String base64) {
      byte[] bytes = Base64.getDecoder().decode(base64);
      Sketch.of(bytes);
      return new SketchBytes(bytes);
    }
  }
}
