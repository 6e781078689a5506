package dev.tocsin.report.domain;

import java.time.Duration;

/** How finely request slices are kept; coarser ones are kept longer. */
public enum Resolution {
  MINUTE("slice", Duration.ofMinutes(1), Duration.ofDays(7)),
  HOUR("slice_hour", Duration.ofHours(1), Duration.ofDays(91)),
  DAY("slice_day", Duration.ofDays(1), Duration.ofDays(1_456));

  private final String table;
  private final long length;
  private final long partition;

  Resolution(String table, Duration length, Duration partition) {
    this.table = table;
    this.length = length.toMillis();
    this.partition = partition.toMillis();
  }

  /** The table that holds it. */
  public String table() {
    return table;
  }

  /** Length of one row's time, in milliseconds. */
  public long length() {
    return length;
  }

  /** Length of a partition of the table, in milliseconds. */
  public long partitionLength() {
    return partition;
  }

  /** The number of the partition in which this time lies; the epoch begins number 0. */
  public long partition(long time) {
    return Math.floorDiv(time, partition);
  }

  /** The start of the row in which this time lies; all are aligned in UTC. */
  public long start(long time) {
    return Math.floorDiv(time, length) * length;
  }

  /** The first start at or after this time. */
  public long startAtOrAfter(long time) {
    return -Math.floorDiv(-time, length) * length;
  }
}
