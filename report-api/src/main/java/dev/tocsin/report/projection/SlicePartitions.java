package dev.tocsin.report.projection;

import dev.tocsin.report.domain.Resolution;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the partitions that minutes need, and says which minutes come too late to be written: their
 * partition was dropped, and what it held is in the hours already.
 */
final class SlicePartitions {
  private static final long HOUR = Resolution.HOUR.length();

  /** Locked until the transaction ends, so that retention does not drop what is being written. */
  private static final String KNOWN =
      "SELECT parent, number, newest, dropped FROM slice_partition"
          + " WHERE (parent, number) IN (SELECT * FROM unnest($1::text[], $2::bigint[])) FOR SHARE";

  private static final String OPEN = "SELECT open_slice_partition($1, $2, $3, $4)";

  private static final String NEWEST =
      "UPDATE slice_partition SET newest = $3 WHERE parent = $1 AND number = $2 AND newest < $3";

  private final Statements statements;

  SlicePartitions(Statements statements) {
    this.statements = statements;
  }

  private record Partition(Resolution resolution, long number) {
    static Partition of(Resolution resolution, Object[] minute) {
      return new Partition(resolution, resolution.partition((Long) minute[4]));
    }
  }

  /** Opens what is missing; gives the minutes that can be written. */
  List<Object[]> open(List<Object[]> minutes) {
    Map<Partition, Long> newest = new HashMap<>();
    for (Resolution resolution : Resolution.values()) {
      newest(resolution, minutes, newest);
    }
    Set<Partition> dropped = new HashSet<>();
    Set<Partition> missing = new HashSet<>(newest.keySet());
    for (Row row : known(List.copyOf(newest.keySet()))) {
      Partition partition = new Partition(resolution(row.getString(0)), row.getLong(1));
      missing.remove(partition);
      if (row.getBoolean(3)) {
        dropped.add(partition);
      } else if (row.getLong(2) < newest.get(partition)) {
        statements.execute(NEWEST, parameters(partition, newest.get(partition)));
      }
    }
    for (Partition partition : missing) {
      Resolution resolution = partition.resolution();
      statements.query(
          OPEN,
          List.of(
              resolution.table(),
              partition.number(),
              resolution.partitionLength(),
              newest.get(partition)));
    }
    return minutes.stream().filter(minute -> !late(minute, dropped)).toList();
  }

  /** When Kafka took the newest record of each partition, to the hour; neighbours share one. */
  private static void newest(
      Resolution resolution, List<Object[]> minutes, Map<Partition, Long> newest) {
    Partition last = null;
    long recorded = Long.MIN_VALUE;
    for (Object[] minute : minutes) {
      if (last == null || last.number() != resolution.partition((Long) minute[4])) {
        keep(last, recorded, newest);
        last = Partition.of(resolution, minute);
        recorded = Long.MIN_VALUE;
      }
      recorded = Math.max(recorded, (Long) minute[11]);
    }
    keep(last, recorded, newest);
  }

  private static void keep(Partition partition, long recorded, Map<Partition, Long> newest) {
    if (partition != null) {
      newest.merge(partition, Math.floorDiv(recorded, HOUR) * HOUR, Math::max);
    }
  }

  /**
   * A coarser partition is dropped after its minutes; one that was dropped takes nothing either.
   */
  private static boolean late(Object[] minute, Set<Partition> dropped) {
    for (Resolution resolution : Resolution.values()) {
      if (!dropped.isEmpty() && dropped.contains(Partition.of(resolution, minute))) {
        return true;
      }
    }
    return false;
  }

  private Iterable<Row> known(List<Partition> partitions) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(partitions.stream().map(p -> p.resolution().table()).toArray(String[]::new));
    parameters.add(partitions.stream().map(Partition::number).toArray(Long[]::new));
    return statements.query(KNOWN, parameters);
  }

  private static List<Object> parameters(Partition partition, long newest) {
    return List.of(partition.resolution().table(), partition.number(), newest);
  }

  private static Resolution resolution(String table) {
    for (Resolution resolution : Resolution.values()) {
      if (resolution.table().equals(table)) {
        return resolution;
      }
    }
    throw new IllegalStateException("a partition of an unknown table: " + table);
  }
}
