package dev.tocsin.anomaly.domain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The entities of a group in two dimensions: the first two principal components of their last
 * windows' features, each feature in its own standard deviations. Entities that behave alike lie
 * close together.
 *
 * <p>The axes are those of these entities in these windows: other entities, another instance or
 * another minute have other ones.
 *
 * @param axes names the axes: only points of the same ones may be compared
 * @param explained the share of the variance that each of the two shows, 0 to 1
 * @param points where each entity was on average, by name
 */
public record GroupPicture(String axes, List<Double> explained, List<Point> points) {
  private static final GroupPicture NONE = new GroupPicture("", List.of(), List.of());

  /** The named features come first in a row; single metrics differ from entity to entity. */
  private static final int COLUMNS = Feature.COUNT;

  /**
   * Of the entities' last windows.
   *
   * @param rows by entity
   * @param groups the name of an entity's group, or null
   */
  public static GroupPicture of(Map<String, List<double[]>> rows, UnaryOperator<String> groups) {
    List<double[]> all = rows.values().stream().flatMap(List::stream).toList();
    if (all.size() < 2) {
      return NONE;
    }
    double[] means = new double[COLUMNS];
    double[] deviations = new double[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      int column = c;
      double[] known =
          all.stream()
              .filter(row -> column < row.length && Double.isFinite(row[column]))
              .mapToDouble(row -> row[column])
              .toArray();
      double mean = Arrays.stream(known).average().orElse(0);
      means[c] = mean;
      deviations[c] =
          Math.sqrt(Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }
    List<double[]> scaled = all.stream().map(row -> scaled(row, means, deviations)).toList();
    EigenDecompositionSymmetric components =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance(scaled)));
    double[] first = upright(components.getEigenvector(0).toArray());
    double[] second = upright(components.getEigenvector(1).toArray());
    double sum = Arrays.stream(components.getEigenvalues()).sum();
    if (!(sum > 0)) {
      return NONE;
    }
    List<Point> points = new ArrayList<>();
    new TreeMap<>(rows)
        .forEach(
            (entity, its) -> {
              if (!its.isEmpty()) {
                List<double[]> mine =
                    its.stream().map(row -> scaled(row, means, deviations)).toList();
                points.add(
                    new Point(
                        entity, groups.apply(entity), along(first, mine), along(second, mine)));
              }
            });
    return new GroupPicture(
        axes(means, deviations, first, second),
        List.of(components.getEigenvalue(0) / sum, components.getEigenvalue(1) / sum),
        List.copyOf(points));
  }

  private static String axes(double[]... parts) {
    CRC32C sum = new CRC32C();
    for (double[] part : parts) {
      ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * part.length);
      Arrays.stream(part).forEach(bytes::putDouble);
      sum.update(bytes.array());
    }
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** What is missing or never moves is at the mean. */
  private static double[] scaled(double[] row, double[] means, double[] deviations) {
    double[] scaled = new double[COLUMNS];
    for (int c = 0; c < COLUMNS && c < row.length; c++) {
      boolean known = Double.isFinite(row[c]) && deviations[c] > 1e-9;
      scaled[c] = known ? (row[c] - means[c]) / deviations[c] : 0;
    }
    return scaled;
  }

  private static double[][] covariance(List<double[]> rows) {
    double[][] sums = new double[COLUMNS][COLUMNS];
    for (double[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          sums[i][j] += row[i] * row[j] / rows.size();
        }
      }
    }
    return sums;
  }

  /**
   * A component's sign is arbitrary: its largest part points upwards, so that pictures are alike.
   */
  private static double[] upright(double[] component) {
    double largest = 0;
    for (double each : component) {
      largest = Math.abs(each) > Math.abs(largest) ? each : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    return Arrays.stream(component).map(each -> sign * each).toArray();
  }

  private static double along(double[] component, List<double[]> rows) {
    double sum = 0;
    for (double[] row : rows) {
      for (int c = 0; c < COLUMNS; c++) {
        sum += component[c] * row[c] / rows.size();
      }
    }
    return sum;
  }

  /**
   * Where an entity is.
   *
   * @param group the declared group of its service, or null
   * @param x along the first component, in standard deviations of the features
   * @param y along the second
   */
  public record Point(String entity, String group, double x, double y) {}
}
