package dev.tocsin.sla.codec;

import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Slices in their store. Keys sort by service, kind of telemetry, time, then series: what is too
 * old, and what an objective's period needs, is one range each. Names have no control characters,
 * so a zero byte ends one.
 */
public final class SliceCodec {
  private static final int VERSION = 1;
  private static final Input[] INPUTS = Input.values();

  private SliceCodec() {}

  public static byte[] key(SliceKey key) {
    byte[] prefix = prefix(key.service(), key.input(), key.minute());
    byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
    byte[] region = key.region().getBytes(StandardCharsets.UTF_8);
    byte[] device = key.deviceType().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(prefix.length + name.length + region.length + device.length + 2)
        .put(prefix)
        .put(name)
        .put((byte) 0)
        .put(region)
        .put((byte) 0)
        .put(device)
        .array();
  }

  /** What every key of this service, kind and minute begins with, and no earlier one exceeds. */
  public static byte[] prefix(String service, Input input, long minute) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 10)
        .put(name)
        .put((byte) 0)
        .put((byte) input.ordinal())
        .putLong(Math.max(0, minute))
        .array();
  }

  public static SliceKey key(byte[] bytes) {
    int end = zero(bytes, 0);
    String service = new String(bytes, 0, end, StandardCharsets.UTF_8);
    Input input = INPUTS[bytes[end + 1]];
    long minute = ByteBuffer.wrap(bytes).getLong(end + 2);
    int name = end + 10;
    int region = zero(bytes, name);
    int device = zero(bytes, region + 1);
    return new SliceKey(
        input,
        service,
        new String(bytes, name, region - name, StandardCharsets.UTF_8),
        new String(bytes, region + 1, device - region - 1, StandardCharsets.UTF_8),
        new String(bytes, device + 1, bytes.length - device - 1, StandardCharsets.UTF_8),
        minute);
  }

  private static int zero(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != 0) {
      at++;
    }
    return at;
  }

  public static byte[] value(StoredSlice slice) {
    BinaryWriter to = new BinaryWriter(256);
    to.u8(VERSION);
    to.varint(slice.revision());
    to.u8(slice.closed() ? 1 : 0);
    TallyCodec.write(to, slice.tally());
    return to.toBytes();
  }

  public static StoredSlice value(byte[] bytes, Input input) {
    BinaryReader from = new BinaryReader(bytes);
    from.version(VERSION, "a slice");
    long revision = from.varint();
    boolean closed = from.u8() == 1;
    return new StoredSlice(TallyCodec.read(from, input), revision, closed);
  }
}
