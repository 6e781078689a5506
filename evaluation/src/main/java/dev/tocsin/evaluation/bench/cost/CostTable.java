package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.Figures;
import java.util.Map;

/** The printed table and the figures, from what the contenders' runs have measured. */
final class CostTable {
  private final Map<Contender, Sample> samples;
  private final int events;
  private final int rounds;
  private final Figures figures = new Figures();
  private double repartitionShare = -1;

  CostTable(Map<Contender, Sample> samples, int events, int rounds) {
    this.samples = samples;
    this.events = events;
    this.rounds = rounds;
  }

  Figures figures() {
    figures.line(
        "%,d events a run; median of %d rounds; all results equal to what was sent.",
        events, rounds);
    figures.line("");
    figures.line("| job | CPU µs/event | min … max | of it compilers | events/s |");
    figures.line("|---|---:|---:|---:|---:|");
    samples.forEach(this::row);
    figures.line("");
    figures.line("| relation, in CPU time per event | measured | goal | |");
    figures.line("|---|---:|---:|---|");
    ratio("parserLimit", Contender.PARSER, Contender.EVALUATOR, 0.5);
    ratio("parserLimitPacked", Contender.PARSER_PACKED, Contender.EVALUATOR_PACKED, 0.7);
    ratio("dslExactlyOnce", Contender.DSL_EXACTLY_ONCE, Contender.EVALUATOR, 6);
    ratio(
        "dslExactlyOncePacked", Contender.DSL_EXACTLY_ONCE_PACKED, Contender.EVALUATOR_PACKED, 15);
    ratio("flink", Contender.FLINK, Contender.EVALUATOR, 1);
    ratio("flinkPacked", Contender.FLINK_PACKED, Contender.EVALUATOR_PACKED, 1);
    ratio("hotKey", Contender.EVALUATOR, Contender.HOT_KEY, 0.8);
    growth();
    traffic();
    memory();
    return figures;
  }

  private void row(Contender contender, Sample sample) {
    double[] micros = sample.micros();
    figures.put("microsPerEvent." + contender.key(), sample.medianMicros());
    figures.line(
        "| %s | %.3f | %.3f … %.3f | %.1f%% | %,.0f |",
        contender.title(),
        sample.medianMicros(),
        micros[0],
        micros[micros.length - 1],
        100 * sample.medianCompilerShare(),
        sample.medianPerSecond());
  }

  /** What the baseline takes for an event over what ours takes: 1 is as good, more is better. */
  private void ratio(String name, Contender baseline, Contender ours, double goal) {
    if (samples.containsKey(baseline) && samples.containsKey(ours)) {
      double value = samples.get(baseline).medianMicros() / samples.get(ours).medianMicros();
      figures.put("ratio." + name, value);
      figures.line(
          "| %s: %s / %s | %.2f | at least %s | %s |",
          name, baseline.key(), ours.key(), value, goal, verdict(value >= goal));
    }
  }

  private void growth() {
    Sample few = samples.get(Contender.SERVICES_10);
    Sample many = samples.get(Contender.SERVICES_10000);
    if (few != null && many != null) {
      double percent = (many.medianMicros() / few.medianMicros() - 1) * 100;
      figures.put("growthPercent.services", percent);
      figures.line(
          "| growth from 10 to 10,000 services | %.0f%% | at most 10%% | %s |",
          percent, verdict(percent <= 10));
    }
  }

  /** Bytes on the repartition topic for each byte of input. */
  void repartition(double share) {
    repartitionShare = share;
  }

  private void traffic() {
    if (repartitionShare >= 0) {
      figures.put("repartitionPercent", repartitionShare * 100);
      figures.line(
          "| repartition bytes of input bytes, 5,000 events/s a service | %.2f%% | at most 1%% | %s"
              + " |",
          repartitionShare * 100, verdict(repartitionShare <= 0.01));
    }
  }

  private void memory() {
    Sample few = samples.get(Contender.SERIES_800);
    Sample series = samples.get(Contender.SERIES_40000);
    Sample services = samples.get(Contender.SERVICES_10000);
    if (few != null && series != null) {
      double megabytes = megabytes(series, few, Load.WIDE);
      figures.put("memory.megabytesPer10000Series", megabytes);
      figures.put("memory.residentMegabytes", series.medianResidentBytes() / 1e6);
      figures.line(
          "| live heap for 10,000 active series of 200 services | %.1f MB | at most 20 MB | %s |",
          megabytes, verdict(megabytes <= 20));
    }
    if (few != null && services != null) {
      double megabytes = megabytes(services, few, Load.TEN_THOUSAND);
      figures.put("memory.megabytesPer10000Services", megabytes);
      figures.line(
          "| live heap for 10,000 active services, one series each | %.1f MB | | |", megabytes);
    }
  }

  private static double megabytes(Sample many, Sample few, Load load) {
    double bytes = many.medianHeapBytes() - few.medianHeapBytes();
    return bytes / (load.series() - Load.NARROW.series()) * 10_000 / 1e6;
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "falls short";
  }
}
