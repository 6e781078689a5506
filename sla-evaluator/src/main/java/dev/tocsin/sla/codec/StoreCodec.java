package dev.tocsin.sla.codec;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.FinalVerdict;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Watermark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Small keys and values of stores. */
public final class StoreCodec {
  private static final int VERSION = 1;

  /** The first one has no coverage. */
  private static final int FINAL_VERDICT_VERSION = 2;

  private StoreCodec() {}

  public static Serde<Feed> feeds() {
    return Serdes.serdeFrom(
        (topic, feed) -> {
          BinaryWriter to = new BinaryWriter(32);
          to.u8(VERSION);
          to.u8(feed.input().ordinal());
          to.text(feed.service());
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a feed");
          Input input = Input.values()[from.u8()];
          return new Feed(from.text(), input);
        });
  }

  public static Serde<Watermark> watermarks() {
    return Serdes.serdeFrom(
        (topic, mark) -> {
          BinaryWriter to = new BinaryWriter(32);
          to.u8(VERSION);
          to.zigzag(mark.newest());
          to.zigzag(mark.reached());
          to.zigzag(mark.closedThrough());
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a watermark");
          return new Watermark(from.zigzag(), from.zigzag(), from.zigzag());
        });
  }

  public static Serde<ProgressKey> progressKeys() {
    return Serdes.serdeFrom(
        (topic, key) -> {
          BinaryWriter to = new BinaryWriter(64);
          to.u8(VERSION);
          to.text(key.service());
          to.text(key.objective());
          return to.toBytes();
        },
        (topic, bytes) -> {
          BinaryReader from = new BinaryReader(bytes);
          from.version(VERSION, "a progress key");
          return new ProgressKey(from.text(), from.text());
        });
  }

  /** The versions of a definition, the newest first, as JSON. */
  public static Serde<List<Definition>> definitions() {
    return Serdes.serdeFrom(
        (topic, versions) -> Json.write(versions),
        (topic, bytes) -> List.of(Json.read(bytes, Definition[].class)));
  }

  public static byte[] write(FinalVerdict verdict) {
    BinaryWriter to = new BinaryWriter(48);
    to.u8(FINAL_VERDICT_VERSION);
    to.varint(verdict.revision());
    to.u8(verdict.status().ordinal());
    to.varint(verdict.good());
    to.varint(verdict.total());
    to.fixed(verdict.sli());
    to.fixed(verdict.value());
    to.fixed(verdict.coverage());
    return to.toBytes();
  }

  public static FinalVerdict finalVerdict(byte[] bytes) {
    BinaryReader from = new BinaryReader(bytes);
    int version = from.versionUpTo(FINAL_VERDICT_VERSION, "a final verdict");
    return new FinalVerdict(
        from.varint(),
        Verdict.Status.values()[from.u8()],
        from.varint(),
        from.varint(),
        from.fixed(),
        from.fixed(),
        version > 1 ? from.fixed() : Double.NaN);
  }

  /** Rows of one service and objective in the order of time; names have no zero byte. */
  public static byte[] timedKey(String service, String objective, long time) {
    byte[] names = (service + '\0' + objective + '\0').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(names.length + 8).put(names).putLong(Math.max(0, time)).array();
  }

  /** A key that sorts by time, then by identity. */
  public static byte[] timedKey(String service, String objective, long time, String id) {
    byte[] key = timedKey(service, objective, time);
    byte[] suffix = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(key.length + suffix.length).put(key).put(suffix).array();
  }

  /** The time of a key that ends with it. */
  public static long time(byte[] timedKey) {
    return ByteBuffer.wrap(timedKey).getLong(timedKey.length - 8);
  }
}
