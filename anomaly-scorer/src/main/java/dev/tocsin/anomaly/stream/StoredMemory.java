package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.EntityMemory;
import dev.tocsin.anomaly.domain.ModelFormat;
import dev.tocsin.anomaly.domain.Profile;
import dev.tocsin.anomaly.domain.RiskModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Models and feature vectors of a task's entities, in RocksDB; a few models decoded on the heap.
 */
final class StoredMemory {
  private static final int DECODED = 16;

  private final KeyValueStore<String, byte[]> models;
  private final KeyValueStore<String, StoredRow> rows;

  /** By group, the key of the model that was shared last. */
  private final KeyValueStore<String, String> groups;

  private final Map<String, ModelFormat.Reading> decoded =
      new LinkedHashMap<>(DECODED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelFormat.Reading> eldest) {
          return size() > DECODED;
        }
      };

  StoredMemory(
      KeyValueStore<String, byte[]> models,
      KeyValueStore<String, StoredRow> rows,
      KeyValueStore<String, String> groups) {
    this.models = models;
    this.rows = rows;
    this.groups = groups;
  }

  EntityMemory of(String entity, Profile profile) {
    return new OfEntity(entity, profile);
  }

  /**
   * What the keys of the last windows of an entity, or of the entities of a service, begin with.
   */
  static final String LAST = "last";

  private static final String HOUR = "hour";

  /** Slots of an entity lie side by side; they are filled in ascending order. */
  private static String key(String entity, String kind, int slot) {
    return entity + "\u0000" + kind + String.format("%04d", slot);
  }

  private static String key(String entity, String modelId) {
    return entity + "\u0000" + modelId;
  }

  private final class OfEntity implements EntityMemory {
    private static final String SAMPLED = "";

    private final String entity;
    private final Profile profile;

    OfEntity(String entity, Profile profile) {
      this.entity = entity;
      this.profile = profile;
    }

    @Override
    public ModelFormat.Reading model() {
      return read(profile.card().modelId());
    }

    @Override
    public ModelFormat.Reading read(String modelId) {
      return decoded.computeIfAbsent(key(entity, modelId), key -> ModelFormat.read(bytes(modelId)));
    }

    @Override
    public byte[] bytes(String modelId) {
      byte[] bytes = models.get(key(entity, modelId));
      return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public void keepModel(RiskModel model, byte[] bytes) {
      models.put(key(entity, model.modelId()), bytes);
      decoded.put(key(entity, model.modelId()), new ModelFormat.Reading(model, null));
    }

    @Override
    public void keepBytes(String modelId, byte[] bytes) {
      models.put(key(entity, modelId), bytes);
    }

    @Override
    public void share(String group, String modelId) {
      groups.put(group, key(entity, modelId));
    }

    @Override
    public byte[] shared(String group) {
      String model = groups.get(group);
      byte[] bytes = model == null ? null : models.get(model);
      return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public void dropModel(String modelId) {
      models.delete(key(entity, modelId));
      decoded.remove(key(entity, modelId));
    }

    @Override
    public void keepRow(int slot, long end, double[] row) {
      if (!profile.learnsFrom(slot)) {
        rows.put(key(entity, SAMPLED, slot), StoredRow.of(end, row));
      }
    }

    @Override
    public List<double[]> rows(int slots, LongPredicate wanted) {
      List<double[]> all = new ArrayList<>();
      for (int slot = 0; slot < slots; slot++) {
        StoredRow row = rows.get(key(entity, SAMPLED, slot));
        if (row != null && wanted.test(row.end())) {
          all.add(row.row());
        }
      }
      return all;
    }

    @Override
    public void keepRecent(int slot, double[] row) {
      rows.put(key(entity, LAST, slot), StoredRow.of(0, row));
    }

    @Override
    public double[] recent(int slot) {
      StoredRow row = rows.get(key(entity, LAST, slot));
      return row == null ? null : row.row();
    }

    @Override
    public void keepHour(int hour, double[] known) {
      rows.put(key(entity, HOUR, hour), StoredRow.of(0, known));
    }

    @Override
    public double[] hour(int hour) {
      StoredRow row = rows.get(key(entity, HOUR, hour));
      return row == null ? new double[0] : row.row();
    }
  }
}
