package dev.tocsin.sla.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and strings one after the other into a growing array. */
final class BinaryWriter {
  private byte[] bytes;
  private int size;

  BinaryWriter(int expected) {
    bytes = new byte[expected];
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** A non-negative number in 1 to 9 bytes, seven bits in each; a negative one takes 10. */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of either sign, small ones short. */
  void zigzag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  void fixed(double value) {
    long bits = Double.doubleToRawLongBits(value);
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  void bytes(byte[] value) {
    varint(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
