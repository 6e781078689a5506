package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.load.Workload;
import java.util.Locale;

/** The workloads of the contenders. */
enum Load {
  UNIFORM(200, 4, false, 1),
  PACKED(200, 4, false, 100),
  HOT(200, 4, true, 1),
  TEN(10, 1, false, 1),
  TEN_THOUSAND(10_000, 1, false, 1),

  /**
   * So many series that what the clients' buffers happen to hold, some 20 MB more or less, is
   * little beside them.
   */
  WIDE(200, 200, false, 1),

  /**
   * As many services as in {@link #WIDE}, as long, with fewer series: what is left is the series'.
   */
  NARROW(200, 4, false, 1);

  /** A whole load would be too few events for so many series. */
  private static final int WIDE_LOADS = 4;

  private final int services;
  private final int series;
  private final boolean hot;
  private final int perRecord;

  Load(int services, int series, boolean hot, int perRecord) {
    this.services = services;
    this.series = series;
    this.hot = hot;
    this.perRecord = perRecord;
  }

  boolean packed() {
    return perRecord > 1;
  }

  /** What its topics' names begin with. */
  String prefix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".";
  }

  int series() {
    return services * series;
  }

  /** How many events it has, of those of a whole load. */
  int events(int whole) {
    return switch (this) {
      case WIDE -> WIDE_LOADS * whole;
      case NARROW -> (int) ((long) WIDE_LOADS * whole * NARROW.series() / WIDE.series());
      default -> whole;
    };
  }

  /**
   * Its events.
   *
   * @param whole how many a whole load has
   * @param start event time of the first, epoch milliseconds
   */
  Workload of(int whole, long start) {
    String name = prefix().substring(0, prefix().length() - 1);
    return new Workload(name, events(whole), services, series, hot, perRecord, start);
  }
}
