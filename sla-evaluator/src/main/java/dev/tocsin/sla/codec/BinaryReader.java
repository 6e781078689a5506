package dev.tocsin.sla.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/** Reads what {@link BinaryWriter} wrote. */
final class BinaryReader {
  private final byte[] bytes;
  private int at;

  BinaryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the version byte.
   *
   * @throws SerializationException when it is not {@code known}
   */
  void version(int known, String what) {
    int version = u8();
    if (version != known) {
      throw new SerializationException(what + " of the unknown version " + version);
    }
  }

  /**
   * Reads the version byte, where older ones can be read too.
   *
   * @throws SerializationException when it is later than {@code newest}
   */
  int versionUpTo(int newest, String what) {
    int version = u8();
    if (version < 1 || version > newest) {
      throw new SerializationException(what + " of the unknown version " + version);
    }
    return version;
  }

  int u8() {
    return bytes[at++] & 0xFF;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new SerializationException("a number is too long");
  }

  long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  double fixed() {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | bytes[at++] & 0xFF;
    }
    return Double.longBitsToDouble(bits);
  }

  byte[] bytes() {
    int length = (int) varint();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String text() {
    int length = (int) varint();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }
}
