package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What crosses the repartition topic: an entity's part of a window, or what people say. */
public sealed interface Input permits EntityPart, Directive {

  /** Writes the form that {@link #read} reads. */
  static void write(Input input, DataOutput to) throws IOException {
    to.writeBoolean(input instanceof EntityPart);
    if (input instanceof EntityPart part) {
      part.write(to);
    } else if (input instanceof Directive directive) {
      Directive.write(directive, to);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Input read(DataInput from) throws IOException {
    return from.readBoolean() ? EntityPart.read(from) : Directive.read(from);
  }
}
