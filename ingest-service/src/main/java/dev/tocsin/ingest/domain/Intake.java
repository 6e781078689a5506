package dev.tocsin.ingest.domain;

import dev.tocsin.events.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a body held: accepted events by key, refused ones with their reasons. */
public final class Intake {
  /** Most refusals that are listed; all are counted. */
  public static final int MOST_LISTED = 100;

  private final byte[] source;
  private final int eventsPerRecord;
  private final Map<String, Spans> accepted = new LinkedHashMap<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final Set<String> ignored = new TreeSet<>();
  private final Map<String, Integer> refusedByField = new TreeMap<>();
  private int acceptedCount;
  private int refusedCount;
  private String unreadable;

  Intake(byte[] source, int eventsPerRecord) {
    this.source = source;
    this.eventsPerRecord = eventsPerRecord;
  }

  static Intake unreadable(String reason) {
    Intake intake = new Intake(new byte[0], 1);
    intake.unreadable = reason;
    return intake;
  }

  void accept(String key, int from, int to) {
    accepted.computeIfAbsent(key, k -> new Spans()).add(from, to);
    acceptedCount++;
  }

  void refuse(int position, Integer line, Rejected rejected) {
    refusedCount++;
    refusedByField.merge(rejected.field().replaceFirst("\\..*", ""), 1, Integer::sum);
    if (refused.size() < MOST_LISTED) {
      refused.add(new Refusal(position, line, rejected.field(), rejected.reason()));
    }
  }

  void ignore(List<String> fields) {
    if (ignored.size() < MOST_LISTED) {
      ignored.addAll(fields);
    }
  }

  /** Names of fields of accepted events that are not known: newer than this, or misspelt. */
  public List<String> ignored() {
    return List.copyOf(ignored);
  }

  /** Why nothing could be read, or null. */
  public String unreadable() {
    return unreadable;
  }

  /** How many events were accepted. */
  public int acceptedCount() {
    return acceptedCount;
  }

  /** How many events were refused. */
  public int refusedCount() {
    return refusedCount;
  }

  /** The first of the refused events, at most {@link #MOST_LISTED}. */
  public List<Refusal> refused() {
    return List.copyOf(refused);
  }

  /**
   * How many events were refused for which of their top fields; {@code ""} is the event as a whole.
   * The fields are those of the contract, so there are few.
   */
  public Map<String, Integer> refusedByField() {
    return Map.copyOf(refusedByField);
  }

  /** The accepted events as records, of one key in the order in which they came. */
  public List<Pack> packs() {
    List<Pack> packs = new ArrayList<>();
    accepted.forEach((key, spans) -> spans.pack(key, source, eventsPerRecord, packs));
    return packs;
  }
}
