package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Signal.View;
import dev.tocsin.events.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A trained model of one entity: detectors that see it differently, how rare each one's scores are
 * in the entity's own history, and how rare their weighted mean surprise is. Its bytes are the
 * model: see {@link ModelFormat}.
 *
 * @param modelId derived from the bytes
 * @param metrics the metrics that it knows, in the order of its columns
 * @param members the ensemble
 * @param calibration of the mean surprise of the members
 * @param rows how many windows it learnt from
 * @param usualInputs how many deviations a window usually has
 */
public record RiskModel(
    String modelId,
    List<String> metrics,
    List<Member> members,
    Calibration calibration,
    int rows,
    int usualInputs) {
  /** A mean surprise less than that above another is the same. */
  private static final double LEAST_EXCESS = 0.05;

  /** One window in ten is so surprising by itself. */
  private static final double UNUSUAL = 1;

  /** The deviations of two metrics, and of nothing else. */
  private static final int FEW_INPUTS = 2 * View.COUNT;

  /**
   * Trains a model.
   *
   * @param rows windows in the form of {@link FeatureRow}, NaN where a value is missing; a row that
   *     ends early lacks the metrics that were not known yet
   * @param metrics the names of the metrics, in the order of their columns
   * @param seed the same rows and seed give the same model
   * @return the model, or null when fewer than two features ever moved
   */
  static RiskModel train(List<double[]> rows, List<String> metrics, long seed) {
    List<double[]> whole = new ArrayList<>(rows.size());
    for (double[] row : rows) {
      whole.add(fitted(row, metrics.size()));
    }
    ForestDetector levels = ForestDetector.train(whole, f -> true, seed);
    if (levels == null) {
      return null;
    }
    List<Member> members = new ArrayList<>();
    double[] surprises = new double[whole.size()];
    members.add(Member.of(levels, whole, 1e-3, surprises));
    ForestDetector changes = ForestDetector.train(whole, Feature::isChange, seed + 1);
    if (changes != null) {
      members.add(Member.of(changes, whole, 1e-3, surprises));
    }
    members.add(Member.of(WhitenedDetector.learn(whole), whole, 0.1, surprises));
    members.add(Member.of(new DeviationDetector(), whole, 0.1, surprises));
    if (!metrics.isEmpty()) {
      members.add(Member.of(new ChangeDetector(false), whole, 0.1, surprises));
      members.add(Member.of(new ChangeDetector(true), whole, 0.1, surprises));
    }
    return of(whole, metrics, members, surprises);
  }

  /** Trains a challenger: a Random Cut Forest alone, in the same way otherwise. */
  static RiskModel trainRandomCut(List<double[]> rows, List<String> metrics, long seed) {
    List<double[]> whole = rows.stream().map(row -> fitted(row, metrics.size())).toList();
    RandomCutDetector forest = RandomCutDetector.train(whole, seed);
    if (forest == null) {
      return null;
    }
    double[] surprises = new double[whole.size()];
    Member only = Member.of(forest, whole, LEAST_EXCESS, surprises);
    return of(whole, metrics, List.of(only), surprises);
  }

  private static RiskModel of(
      List<double[]> whole, List<String> metrics, List<Member> members, double[] surprises) {
    double weights = weights(members);
    for (int i = 0; i < surprises.length; i++) {
      surprises[i] /= weights;
    }
    Calibration calibration = Calibration.of(surprises, LEAST_EXCESS);
    int[] inputs = whole.stream().mapToInt(Columns::known).sorted().toArray();
    RiskModel model =
        new RiskModel(
            "",
            List.copyOf(metrics),
            List.copyOf(members),
            calibration,
            whole.size(),
            inputs[inputs.length / 2]);
    return ModelFormat.read(ModelFormat.write(model)).model();
  }

  private static double[] fitted(double[] row, int metrics) {
    int width = FeatureRow.width(metrics);
    double[] fitted = Arrays.copyOf(row, width);
    if (row.length < width) {
      Arrays.fill(fitted, row.length, width, Double.NaN);
    }
    return fitted;
  }

  private static double mean(List<Member> members, double[] row) {
    double sum = 0;
    for (Member member : members) {
      sum += member.weight() * member.surprise(row);
    }
    return sum / weights(members);
  }

  private static double weights(List<Member> members) {
    return members.stream().mapToDouble(Member::weight).sum();
  }

  /**
   * How unusual a row is by itself: the weighted mean surprise of the detectors, as negative
   * decimal logarithms of the share of windows that are as unusual to them.
   *
   * @param row in the form of {@link FeatureRow}, its metrics in the order of {@link #metrics}
   */
  double raw(double[] row) {
    return mean(members, fitted(row, metrics.size()));
  }

  /**
   * What the window looks like to this model.
   *
   * @param start of the window, epoch milliseconds
   * @param peaks what was unusual at the same time yesterday; takes this window too, if few signals
   *     are known: where there are more, the recordings have incidents at the same time of two days
   * @param lasting what was before it; takes this window too
   */
  Assessment assess(FeatureRow row, long start, DailyPeaks peaks, Lasting lasting) {
    int[] columns = columns(row);
    double[] own = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      own[i] = columns[i] < 0 ? Double.NaN : row.get(columns[i]);
    }
    double sum = 0;
    double[] weights = new double[FeatureRow.width(row.metrics().size())];
    double[] shares = new double[own.length];
    for (Member member : members) {
      double surprise = member.weight() * member.surprise(own);
      sum += surprise;
      Arrays.fill(shares, 0);
      member.detector.blame(own, shares);
      for (int i = 0; i < shares.length; i++) {
        if (columns[i] >= 0) {
          weights[columns[i]] += surprise * shares[i];
        }
      }
      if (member.detector instanceof WhitenedDetector whitened) {
        row.set(Feature.METRIC_RESIDUAL, whitened.score(own));
      }
    }
    double raw = sum / weights(members);
    double news = usualInputs <= FEW_INPUTS ? peaks.news(start, raw) : raw;
    double risk = RiskScale.ofSurprise(calibration.surprise(lasting.after(news)));
    return new Assessment(
        Score.Mode.MODEL,
        modelId,
        raw,
        risk,
        raw >= UNUSUAL,
        coverage(own),
        Blame.of(risk, weights, row));
  }

  /** The share of what it learnt from that is there now. */
  private double coverage(double[] own) {
    return usualInputs == 0 ? 1 : Math.min(1, (double) Columns.known(own) / usualInputs);
  }

  private int[] columns(FeatureRow row) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < row.metrics().size(); i++) {
      places.put(row.metrics().get(i), i);
    }
    int[] columns = new int[FeatureRow.width(metrics.size())];
    for (int i = 0; i < Feature.COUNT; i++) {
      columns[i] = i;
    }
    for (int metric = 0; metric < metrics.size(); metric++) {
      Integer place = places.get(metrics.get(metric));
      for (View view : View.values()) {
        columns[FeatureRow.column(metric, view)] =
            place == null ? -1 : FeatureRow.column(place, view);
      }
    }
    return columns;
  }

  /** What its forests look at. */
  List<String> features() {
    FeatureRow names = new FeatureRow(metrics);
    return members.stream()
        .flatMapToInt(member -> columns(member.detector))
        .distinct()
        .mapToObj(names::name)
        .toList();
  }

  private static IntStream columns(Detector detector) {
    if (detector instanceof ForestDetector forest) {
      return Arrays.stream(forest.columns()).mapToInt(Feature::ordinal);
    }
    return detector instanceof RandomCutDetector forest
        ? Arrays.stream(forest.columns())
        : IntStream.empty();
  }

  /**
   * A detector with its calibration.
   *
   * @param calibration of its scores
   */
  record Member(Detector detector, Calibration calibration) {
    /** Calibrates a detector by what it learnt from, and adds each row's surprise to the sums. */
    static Member of(
        Detector detector, List<double[]> rows, double leastExcess, double[] surprises) {
      double[] scores = rows.stream().mapToDouble(detector::score).toArray();
      Calibration calibration = Calibration.of(scores, leastExcess);
      for (int i = 0; i < scores.length; i++) {
        surprises[i] += detector.weight() * calibration.surprise(scores[i]);
      }
      return new Member(detector, calibration);
    }

    double weight() {
      return detector.weight();
    }

    double surprise(double[] row) {
      return calibration.surprise(detector.score(row));
    }
  }
}
