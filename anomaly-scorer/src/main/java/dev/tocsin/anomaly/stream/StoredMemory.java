package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.EntityMemory;
import dev.tocsin.anomaly.domain.ModelFormat;
import dev.tocsin.anomaly.domain.RiskModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Models and feature vectors of a task's entities, in RocksDB; a few models decoded on the heap.
 */
final class StoredMemory {
  private static final int DECODED = 16;

  private final KeyValueStore<String, byte[]> models;
  private final KeyValueStore<String, float[]> rows;
  private final Map<String, ModelFormat.Reading> decoded =
      new LinkedHashMap<>(DECODED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelFormat.Reading> eldest) {
          return size() > DECODED;
        }
      };

  StoredMemory(KeyValueStore<String, byte[]> models, KeyValueStore<String, float[]> rows) {
    this.models = models;
    this.rows = rows;
  }

  EntityMemory of(String entity) {
    return new EntityMemory() {
      @Override
      public ModelFormat.Reading model() {
        return decoded.computeIfAbsent(entity, StoredMemory.this::read);
      }

      @Override
      public void keepModel(RiskModel model, byte[] bytes) {
        models.put(entity, bytes);
        decoded.put(entity, new ModelFormat.Reading(model, null));
      }

      @Override
      public void keepRow(int slot, double[] row) {
        float[] narrow = new float[row.length];
        for (int i = 0; i < row.length; i++) {
          narrow[i] = (float) row[i];
        }
        rows.put(key(entity, slot), narrow);
      }

      @Override
      public List<double[]> rows() {
        List<double[]> all = new ArrayList<>();
        for (int slot = 0; slot < ROWS; slot++) {
          float[] narrow = rows.get(key(entity, slot));
          if (narrow == null) {
            break;
          }
          double[] row = new double[narrow.length];
          for (int i = 0; i < row.length; i++) {
            row[i] = narrow[i];
          }
          all.add(row);
        }
        return all;
      }
    };
  }

  private ModelFormat.Reading read(String entity) {
    byte[] bytes = models.get(entity);
    return ModelFormat.read(bytes == null ? new byte[0] : bytes);
  }

  /** Slots of an entity lie side by side; they are filled in ascending order, without gaps. */
  private static String key(String entity, int slot) {
    return entity + "\u0000" + String.format("%04d", slot);
  }
}
