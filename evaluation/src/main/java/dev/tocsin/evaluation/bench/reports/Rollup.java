package dev.tocsin.evaluation.bench.reports;

import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** An hour or a day of a series: the sum of the minutes so far. */
final class Rollup {
  private static final String UPSERT =
      """
      INSERT INTO %s VALUES (?, '', ?, '', ?, ?, ?, ?, ?, ?)
      ON CONFLICT (service, start_at, operation, region, device_type) DO UPDATE SET count = excluded.count,
        errors = excluded.errors, latency_sum = excluded.latency_sum, sketch = excluded.sketch, rank = excluded.rank""";

  /** How long it is. */
  enum Length {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final long millis;

    Length(Duration length) {
      this.millis = length.toMillis();
    }

    String table() {
      return "bench_slice_" + name().toLowerCase(Locale.ROOT);
    }

    long start(Slice slice) {
      return Math.floorDiv(slice.start(), millis) * millis;
    }

    /** Names the rollup that this minute belongs to. */
    String key(Slice slice) {
      return name() + ' ' + slice.service() + ' ' + slice.region() + ' ' + start(slice);
    }
  }

  private final Length length;
  private final String service;
  private final String region;
  private final Sketch latency = new Sketch();
  private long start;
  private long count;
  private long errors;
  private double latencySum;
  private long rank;

  Rollup(Length length, String service, String region) {
    this.length = length;
    this.service = service;
    this.region = region;
  }

  void add(Slice slice) {
    start = length.start(slice);
    count += slice.count();
    errors += slice.errors();
    latencySum += slice.latencySumMs();
    latency.merge(slice.latency());
    rank++;
  }

  /** Nanoseconds for writing all of them with the driver's batch; the caller commits. */
  static long upsert(Connection database, List<Rollup> rollups) throws SQLException {
    long nanos = 0;
    for (Length length : Length.values()) {
      try (PreparedStatement upsert = database.prepareStatement(UPSERT.formatted(length.table()))) {
        for (Rollup rollup : rollups) {
          if (rollup.length == length) {
            rollup.addTo(upsert);
          }
        }
        long began = System.nanoTime();
        upsert.executeBatch();
        nanos += System.nanoTime() - began;
      }
    }
    return nanos;
  }

  private void addTo(PreparedStatement upsert) throws SQLException {
    upsert.setString(1, service);
    upsert.setString(2, region);
    upsert.setLong(3, start);
    upsert.setLong(4, count);
    upsert.setLong(5, errors);
    upsert.setDouble(6, latencySum);
    upsert.setBytes(7, latency.toBytes());
    upsert.setLong(8, rank);
    upsert.addBatch();
  }
}
