package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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
