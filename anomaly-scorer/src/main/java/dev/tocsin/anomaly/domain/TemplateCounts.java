package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each kind of log line came in a window. A kind is the line with everything that varies
 * left out: words with a digit are wildcards, and only the first sixteen words count. Of more than
 * {@value #MOST} kinds those with the least hashes stay, so that neither order nor grouping of the
 * lines changes what is kept (a bottom-k sample; Cohen and Kaplan, 2007).
 */
final class TemplateCounts {
  /** Most kinds of a window. */
  static final int MOST = 64;

  /** Stands for any word. */
  static final String ANY = "*";

  private static final int WORDS = 16;
  private static final int LETTERS = 96;

  private final TreeMap<String, Long> counts =
      new TreeMap<>(Comparator.comparingInt(TemplateCounts::hash).thenComparing(kind -> kind));

  void add(String message, long count) {
    addKind(kind(message), count);
  }

  /** The line without what varies. */
  static String kind(String message) {
    StringBuilder kind = new StringBuilder();
    String[] words = message.strip().split("\\s+", WORDS + 1);
    for (int i = 0; i < Math.min(WORDS, words.length) && kind.length() < LETTERS; i++) {
      boolean varies = words[i].chars().anyMatch(Character::isDigit);
      kind.append(i == 0 ? "" : " ").append(varies ? ANY : words[i]);
    }
    return kind.length() > LETTERS ? kind.substring(0, LETTERS) : kind.toString();
  }

  private void addKind(String kind, long count) {
    counts.merge(kind, count, Long::sum);
    if (counts.size() > MOST) {
      counts.pollLastEntry();
    }
  }

  void merge(TemplateCounts other) {
    other.counts.forEach(this::addKind);
  }

  /** Counts by kind, always in the same order. */
  Map<String, Long> byKind() {
    return counts;
  }

  private static int hash(String kind) {
    int mixed = kind.hashCode() * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  void write(DataOutput to) throws IOException {
    to.writeByte(counts.size());
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      to.writeUTF(each.getKey());
      to.writeLong(each.getValue());
    }
  }

  static TemplateCounts read(DataInput from) throws IOException {
    TemplateCounts counts = new TemplateCounts();
    int size = from.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      counts.addKind(from.readUTF(), from.readLong());
    }
    return counts;
  }
}
