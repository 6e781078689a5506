package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.RiskModel.Member;
import dev.tocsin.anomaly.domain.Signal.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * A model for an entity that is new, from others like it: instances of a service, or entities of
 * services that were declared to be alike, that have the same metrics. All that a model looks at
 * are deviations from the entity's own usual, so the detectors of one fit another; how rare their
 * scores are is the entity's own matter and is learnt anew.
 */
final class GroupModel {
  /** With fewer windows of its own an entity's deviations say little. */
  static final int LEAST_WINDOWS = 16;

  private GroupModel() {}

  /**
   * What the entity's group is called, or null when it has none: unless it was declared to be, a
   * service is like no other.
   *
   * @param metrics the names of the entity's metrics, in any order
   */
  static String group(Groups groups, String entity, String service, Collection<String> metrics) {
    if (entity.equals(service) && groups.of(service) == null) {
      return null;
    }
    CRC32C crc = new CRC32C();
    for (String metric : new TreeSet<>(metrics)) {
      crc.update((metric + "\u0000").getBytes(StandardCharsets.UTF_8));
    }
    return groups.sharing(service) + "\u0000" + Long.toHexString(crc.getValue());
  }

  /**
   * The model of another entity, for this one: no score is rarer than among its own windows, nor
   * than in the history of the other.
   *
   * @param rows the entity's own windows, at least one
   * @param metrics the names of its metrics, in the order of the columns of the rows
   */
  static RiskModel adapted(RiskModel others, List<double[]> rows, List<String> metrics) {
    List<double[]> own =
        rows.stream().map(row -> arranged(row, metrics, others.metrics())).toList();
    List<Member> members = new ArrayList<>();
    for (Member each : others.members()) {
      double[] scores = own.stream().mapToDouble(each.detector()::score).toArray();
      members.add(new Member(each.detector(), each.calibration().orHigher(scores)));
    }
    RiskModel uncalibrated = of(others, members, others.calibration(), rows.size());
    double[] surprises = own.stream().mapToDouble(uncalibrated::raw).toArray();
    RiskModel adapted = of(others, members, others.calibration().orHigher(surprises), rows.size());
    return ModelFormat.read(ModelFormat.write(adapted)).model();
  }

  private static RiskModel of(
      RiskModel others, List<Member> members, Calibration calibration, int rows) {
    return new RiskModel(
        "", others.metrics(), List.copyOf(members), calibration, rows, others.usualInputs());
  }

  /** The row with its metrics in another order. */
  private static double[] arranged(double[] row, List<String> from, List<String> to) {
    double[] arranged = new double[FeatureRow.width(to.size())];
    Arrays.fill(arranged, Double.NaN);
    System.arraycopy(row, 0, arranged, 0, Feature.COUNT);
    for (int metric = 0; metric < to.size(); metric++) {
      int place = from.indexOf(to.get(metric));
      int at = FeatureRow.column(Math.max(place, 0), View.LEVEL);
      if (place >= 0 && at < row.length) {
        System.arraycopy(row, at, arranged, FeatureRow.column(metric, View.LEVEL), View.COUNT);
      }
    }
    return arranged;
  }
}
