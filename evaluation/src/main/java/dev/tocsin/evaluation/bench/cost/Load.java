package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.load.Workload;
import java.util.Locale;

/** The workloads of the contenders. */
enum Load {
  UNIFORM(200, false, 1, 1),
  PACKED(200, false, 100, 1),
  HOT(200, true, 1, 1),
  TEN(10, false, 1, 4),
  TEN_THOUSAND(10_000, false, 1, 4);

  private final int services;
  private final boolean hot;
  private final int perRecord;
  private final int share;

  Load(int services, boolean hot, int perRecord, int share) {
    this.services = services;
    this.hot = hot;
    this.perRecord = perRecord;
    this.share = share;
  }

  /** How many events it has, when the whole ones have so many: dear ones make do with a quarter. */
  int events(int whole) {
    return whole / share;
  }

  boolean packed() {
    return perRecord > 1;
  }

  /** What its topics' names begin with. */
  String prefix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".";
  }

  int series() {
    return services * Workload.SERIES_PER_SERVICE;
  }

  /**
   * Its events.
   *
   * @param events of a whole workload
   * @param start event time of the first, epoch milliseconds
   */
  Workload of(int events, long start) {
    String name = prefix().substring(0, prefix().length() - 1);
    return new Workload(name, events(events), services, hot, perRecord, start);
  }
}
