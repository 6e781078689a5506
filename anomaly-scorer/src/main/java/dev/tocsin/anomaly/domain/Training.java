package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A training that was begun. It is part of the entity's state: whoever goes on after a crash begins
 * it again from the same rows and has the same model at the same window.
 *
 * @param windows how many windows the entity had seen when it began
 * @param swapAt the window with which it ends, whenever the thread was done
 * @param slots the slots of the reservoir that it learns from; they do not change until then
 * @param kind of the champion when it began
 * @param trigger why: {@code first}, {@code schedule}, {@code drift}, {@code requested}
 */
record Training(long windows, long swapAt, int slots, Kind kind, String trigger) {

  /** The same for the same training, whoever does it. */
  long seed(String entity) {
    return seed(entity, windows);
  }

  /** A number that depends on nothing but the entity and the count. */
  static long seed(String entity, long windows) {
    CRC32C crc = new CRC32C();
    crc.update(entity.getBytes(StandardCharsets.UTF_8));
    long mixed = (crc.getValue() << 32 ^ windows) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    return mixed ^ mixed >>> 27;
  }

  /**
   * The record of a training that failed.
   *
   * @param end of the window with which it was to end, epoch milliseconds
   * @param what kind of model was to come of it
   */
  Model failed(String entity, long end, Kind what, Throwable cause) {
    return new Model(
        entity,
        "",
        end,
        0,
        what,
        List.of(),
        null,
        Model.State.REFUSED,
        end,
        trigger,
        "training failed: " + cause);
  }

  void write(DataOutput to) throws IOException {
    to.writeLong(windows);
    to.writeLong(swapAt);
    to.writeInt(slots);
    to.writeUTF(kind.name());
    to.writeUTF(trigger);
  }

  static Training read(DataInput from) throws IOException {
    return new Training(
        from.readLong(),
        from.readLong(),
        from.readInt(),
        Kind.valueOf(from.readUTF()),
        from.readUTF());
  }
}
