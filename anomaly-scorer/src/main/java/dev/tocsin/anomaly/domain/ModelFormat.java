package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.RiskModel.Member;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a model: four letters, a version, a checksum of all that follows, then the metrics,
 * the detectors and how rare their scores are. What is foreign, newer, cut short or changed is
 * refused with the reason.
 */
public final class ModelFormat {
  private static final int MAGIC = 0x54534d46; // "TSMF"
  private static final short VERSION = 5;
  private static final int HEADER = Integer.BYTES + Short.BYTES + Integer.BYTES;

  private ModelFormat() {}

  /** The model's bytes; the same model always gives the same. */
  static byte[] write(RiskModel model) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 18);
    try (DataOutputStream to = new DataOutputStream(body)) {
      to.writeInt(model.rows());
      to.writeInt(model.usualInputs());
      to.writeShort(model.metrics().size());
      for (String metric : model.metrics()) {
        to.writeUTF(metric);
      }
      to.writeByte(model.members().size());
      for (Member member : model.members()) {
        member.detector().write(to);
        member.calibration().write(to);
      }
      model.calibration().write(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = body.toByteArray();
    return ByteBuffer.allocate(HEADER + bytes.length)
        .putInt(MAGIC)
        .putShort(VERSION)
        .putInt(checksum(bytes, 0))
        .put(bytes)
        .array();
  }

  /** Reads a model, or says why it is refused. Never throws for bad bytes. */
  public static Reading read(byte[] bytes) {
    if (bytes.length < HEADER) {
      return Reading.refused("cut short");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getInt() != MAGIC) {
      return Reading.refused("not a model");
    }
    short version = header.getShort();
    if (version != VERSION) {
      return Reading.refused("format version " + version + " instead of " + VERSION);
    }
    if (header.getInt() != checksum(bytes, HEADER)) {
      return Reading.refused("the checksum does not match");
    }
    int length = bytes.length - HEADER;
    try (DataInputStream from =
        new DataInputStream(new ByteArrayInputStream(bytes, HEADER, length))) {
      return new Reading(body(from, modelId(bytes)), null);
    } catch (IOException | IllegalArgumentException e) {
      return Reading.refused("inconsistent: " + e.getMessage());
    }
  }

  private static RiskModel body(DataInputStream from, String modelId) throws IOException {
    int rows = from.readInt();
    int usualInputs = from.readInt();
    List<String> metrics = new ArrayList<>();
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      metrics.add(from.readUTF());
    }
    List<Member> members = new ArrayList<>();
    int count = from.readUnsignedByte();
    for (int i = 0; i < count; i++) {
      Detector detector = Detector.read(from, FeatureRow.width(size));
      members.add(new Member(detector, Calibration.read(from)));
    }
    Calibration calibration = Calibration.read(from);
    if (members.isEmpty() || from.read() >= 0) {
      throw new IOException("no members, or more than a model");
    }
    return new RiskModel(
        modelId, List.copyOf(metrics), List.copyOf(members), calibration, rows, usualInputs);
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, bytes.length - from);
    return (int) checksum.getValue();
  }

  private static String modelId(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * A model, or why the bytes were refused.
   *
   * @param model null when refused
   * @param refused null when accepted
   */
  public record Reading(RiskModel model, String refused) {
    static Reading refused(String reason) {
      return new Reading(null, reason);
    }
  }
}
