package dev.tocsin.evaluation.bench.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.bench.Figures;
import java.util.Locale;
import java.util.Map;

/**
 * The printed tables of one collection: the methods' means, then the service series by series, with
 * ensembles and with Random Cut Forests.
 */
final class AccuracyTable {
  private static final Map<String, Map<String, Double>> GOALS =
      Map.of(
          "smd", Map.of("rocAuc", 0.86, "ap", 0.56, "eventRecallOneFalsePerDay", 0.90),
          "asd", Map.of("rocAuc", 0.82, "ap", 0.43, "eventRecallOneFalsePerDay", 0.94),
          "nab", Map.of("nabStandardAws", 76.0));

  private AccuracyTable() {}

  static void print(String collection, Contest contest, JsonNode recorded, Figures figures) {
    figures.line(
        "| %s, mean | ROC-AUC | AP | recall at 1%% | recall at 1/day | delay | before | own p99: recall | own p99: normal |%s",
        collection, collection.equals("nab") ? " NAB AWS | NAB all |" : "");
    figures.line("|---|---:|---:|---:|---:|---:|---:|---:|---:|%s", nab(collection, "---:|---:|"));
    for (String method : contest.methods()) {
      Map<String, Double> mean = contest.mean(method);
      figures.line(
          "| %s%s%s",
          method,
          cells(mean),
          nab(
              collection,
              " %.1f | %.1f |"
                  .formatted(
                      mean.getOrDefault("nabStandardAws", Double.NaN),
                      mean.getOrDefault("nabStandardAll", Double.NaN))));
    }
    recorded(collection, recorded, figures);
    goals(collection, contest, figures);
    service(collection, contest, Contest.SERVICE, figures);
    if (contest.ran(Contest.CHALLENGER)) {
      service(collection, contest, Contest.CHALLENGER, figures);
    }
  }

  private static String nab(String collection, String text) {
    return collection.equals("nab") ? text : "";
  }

  private static String cells(Map<String, Double> figures) {
    return String.format(
        Locale.ROOT,
        " | %.3f | %.3f | %.2f | %.2f | %.1f | %.2f | %.2f | %.4f |",
        figures.get("rocAuc"),
        figures.get("ap"),
        figures.get("eventRecall1"),
        figures.get("eventRecallOneFalsePerDay"),
        figures.get("medianDelayPoints1"),
        figures.get("warnedBeforeOneFalsePerDay"),
        figures.get("ownP99EventRecall"),
        figures.get("ownP99NormalShare"));
  }

  /** What lies beside the recordings and is not computed here. */
  private static void recorded(String collection, JsonNode recorded, Figures figures) {
    if (collection.equals("nab")) {
      for (String name : new String[] {"numenta", "contextOSE", "randomCutForest"}) {
        JsonNode each = recorded.path(name);
        figures.line(
            "| %s, as recorded | | | | | | | | | %.1f | %.1f |",
            name,
            each.path("nab_standard_normalised_aws_only").asDouble(Double.NaN),
            each.path("nab_standard_normalised_on_this_subset").asDouble(Double.NaN));
      }
      return;
    }
    for (Map.Entry<String, JsonNode> each : recorded.path("mean").properties()) {
      if (each.getKey().matches("sklearn_iforest_raw|random|cand_(ENS4|W_|SWR).*")) {
        JsonNode mean = each.getValue();
        figures.line(
            "| %s, as recorded | %.3f | %.3f | %.2f | %.2f | %.1f | | %.2f | %.4f |",
            each.getKey(),
            mean.path("roc_auc").asDouble(),
            mean.path("ap").asDouble(),
            mean.path("event_recall_fpr1").asDouble(),
            mean.path("event_recall_1_false_episode_per_day").asDouble(),
            mean.path("median_delay_pts_fpr1").asDouble(),
            mean.path("event_recall_train_p99").asDouble(),
            mean.path("fpr_train_p99").asDouble());
      }
    }
  }

  private static void goals(String collection, Contest contest, Figures figures) {
    Map<String, Double> mean = contest.mean(Contest.SERVICE);
    figures.line("");
    GOALS
        .get(collection)
        .forEach(
            (name, goal) -> {
              // Without one of NAB's AWS files there is no such figure.
              double reached = mean.getOrDefault(name, Double.NaN);
              figures.line(
                  "goal %s.%s: %.3f of %s, %s",
                  collection, name, reached, goal, reached >= goal ? "reached" : "falls short");
            });
    figures.line("");
  }

  private static void service(String collection, Contest contest, String method, Figures figures) {
    figures.line(
        "| %s, %s | ROC-AUC | AP | recall at 1%% | recall at 1/day | delay | before | own p99: recall | own p99: normal | events alerted | false alerts/day | risk 70: recall | risk 70: normal |",
        collection, method);
    figures.line("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    contest
        .perSeries(method)
        .forEach((series, each) -> figures.line("| %s%s", series, withAlerts(each)));
    figures.line("| mean%s", withAlerts(contest.mean(method)));
    figures.line("");
  }

  private static String withAlerts(Map<String, Double> each) {
    return cells(each)
        + String.format(
            Locale.ROOT,
            " %.2f | %.2f | %.2f | %.4f |",
            each.get("alertedEvents"),
            each.get("falseAlertsPerDay"),
            each.get("highRiskEventRecall"),
            each.get("highRiskNormalShare"));
  }
}
