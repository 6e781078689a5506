package dev.tocsin.anomaly.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** An entity's memory on the heap; vectors in single precision, as everywhere. */
final class HeapMemory implements EntityMemory {
  private final Profile profile;
  private final Map<Integer, Kept> rows = new TreeMap<>();
  private final Map<Integer, double[]> recent = new TreeMap<>();
  private final Map<Integer, double[]> hours = new TreeMap<>();
  private final Map<String, byte[]> models = new HashMap<>();
  private final Map<String, ModelFormat.Reading> read = new HashMap<>();

  private final Map<String, byte[]> shared;

  HeapMemory(Profile profile) {
    this(profile, new HashMap<>());
  }

  /**
   * @param shared what entities share with their groups
   */
  HeapMemory(Profile profile, Map<String, byte[]> shared) {
    this.profile = profile;
    this.shared = shared;
  }

  @Override
  public ModelFormat.Reading model() {
    return read(profile.card.modelId());
  }

  @Override
  public ModelFormat.Reading read(String modelId) {
    return read.computeIfAbsent(modelId, id -> ModelFormat.read(bytes(id)));
  }

  @Override
  public byte[] bytes(String modelId) {
    return models.getOrDefault(modelId, new byte[0]);
  }

  @Override
  public void keepModel(RiskModel model, byte[] bytes) {
    replaceBytes(model.modelId(), bytes);
  }

  @Override
  public void keepBytes(String modelId, byte[] bytes) {
    replaceBytes(modelId, bytes);
  }

  @Override
  public void share(String group, String modelId) {
    shared.put(group, bytes(modelId));
  }

  @Override
  public byte[] shared(String group) {
    return shared.getOrDefault(group, new byte[0]);
  }

  @Override
  public void dropModel(String modelId) {
    models.remove(modelId);
    read.remove(modelId);
  }

  @Override
  public void keepRow(int slot, long end, double[] row) {
    if (!profile.learnsFrom(slot)) {
      rows.put(slot, new Kept(end, rounded(row)));
    }
  }

  private static double[] rounded(double[] row) {
    return Arrays.stream(row).map(value -> (float) value).toArray();
  }

  @Override
  public List<double[]> rows(int slots, LongPredicate wanted) {
    List<double[]> all = new ArrayList<>();
    rows.forEach(
        (slot, kept) -> {
          if (slot < slots && wanted.test(kept.end)) {
            all.add(kept.row);
          }
        });
    return all;
  }

  @Override
  public void keepRecent(int slot, double[] row) {
    recent.put(slot, rounded(row));
  }

  @Override
  public double[] recent(int slot) {
    return recent.get(slot);
  }

  @Override
  public void keepHour(int hour, double[] known) {
    hours.put(hour, rounded(known));
  }

  @Override
  public double[] hour(int hour) {
    return hours.getOrDefault(hour, new double[0]);
  }

  /** What another has kept, as if it had been stored and read again. */
  void takeFrom(HeapMemory other) {
    rows.putAll(other.rows);
    recent.putAll(other.recent);
    hours.putAll(other.hours);
    models.putAll(other.models);
  }

  void replaceBytes(String modelId, byte[] others) {
    models.put(modelId, others);
    read.remove(modelId);
  }

  private record Kept(long end, double[] row) {}
}
