package dev.tocsin.anomaly.domain;

import java.util.regex.Pattern;

/** Which way a signal must move to be a risk: fewer errors are no incident. */
enum Direction {
  UP,
  BOTH;

  private static final Pattern WORSE_WHEN_HIGHER =
      Pattern.compile(
          "err|fail|latenc|response.?time|duration|timeout|retrans|retr(y|ies)|drop|reject|lag\\b"
              + "|overflow|saturat|throttl",
          Pattern.CASE_INSENSITIVE);

  /** What the name of a metric says; of most metrics a fall may be as bad as a rise. */
  static Direction ofMetric(String name) {
    return WORSE_WHEN_HIGHER.matcher(name).find() ? UP : BOTH;
  }

  /** The deviation as far as it is a risk: a harmless one is 0, NaN stays NaN. */
  double harm(double z) {
    return this == UP && z < 0 ? 0 : z;
  }
}
