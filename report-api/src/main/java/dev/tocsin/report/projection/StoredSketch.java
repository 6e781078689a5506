package dev.tocsin.report.projection;

import dev.tocsin.events.Sketch;
import io.vertx.core.buffer.Buffer;

/**
 * A sketch to be added up and its bytes to be written, made by whoever decodes: the database has
 * nothing to do meanwhile.
 */
record StoredSketch(Sketch sketch, Buffer bytes) {
  static StoredSketch of(Sketch sketch) {
    return new StoredSketch(sketch, Buffer.buffer(sketch.toBytes()));
  }
}
