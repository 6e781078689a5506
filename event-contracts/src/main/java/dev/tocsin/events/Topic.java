package dev.tocsin.events;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A topic's full name together with what its records hold. Keys are strings everywhere.
 *
 * @param name the full name, prefix included
 * @param values how values are written and read
 */
public record Topic<V>(String name, Serde<V> values) {
  public Serde<String> keys() {
    return Serdes.String();
  }
}
