package dev.tocsin.report.rest;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Answers are mostly figures: they are written by Schubfach (Giulietti: "The Schubfach way to
 * render doubles"), several times as fast as Java 17 itself, and never longer than needed.
 */
@Singleton
class FastDoubles implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.getFactory().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER.mappedFeature());
  }
}
