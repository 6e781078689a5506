package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one source partition saw of one entity in one window: the record of the repartition topic,
 * keyed by entity.
 *
 * @param service the entity's service
 * @param source the partition that it came through
 * @param start the window's start, epoch milliseconds
 * @param window the sums
 */
public record EntityPart(String service, int source, long start, Window window) implements Input {

  /** The entity's name: the service, or {@code service/instance}. */
  public static String entity(String service, String instance) {
    return instance == null ? service : service + "/" + instance;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeUTF(service);
    to.writeInt(source);
    to.writeLong(start);
    window.write(to);
  }

  /** Reads what {@link #write} wrote. */
  public static EntityPart read(DataInput from) throws IOException {
    return new EntityPart(from.readUTF(), from.readInt(), from.readLong(), Window.read(from));
  }
}
