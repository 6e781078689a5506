package dev.tocsin.report.domain.analytics;

/**
 * Triple exponential smoothing, additive, with a damped trend (Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice, 8.3). Level and trend begin with the first two seasons; the
 * smoothing constants are those of a grid with the least squared one-step error.
 */
final class HoltWinters implements ForecastMethod {
  private static final double DAMPING = 0.98;
  private static final double[] LEVELS = {0.02, 0.1, 0.3, 0.6};
  private static final double[] TRENDS = {0, 0.02, 0.1};
  private static final double[] SEASONS = {0.02, 0.1, 0.3};

  @Override
  public String name() {
    return "holtWinters";
  }

  @Override
  public double[] next(double[] history, int season, int horizon) {
    State best = null;
    for (double level : LEVELS) {
      for (double trend : TRENDS) {
        for (double seasonal : SEASONS) {
          State state = new State(history, season);
          state.smooth(history, level, trend, seasonal);
          if (best == null || state.error < best.error) {
            best = state;
          }
        }
      }
    }
    return best.next(history.length, horizon);
  }

  private static final class State {
    private final double[] seasonal;
    private double level;
    private double trend;
    private double error;

    State(double[] history, int season) {
      double first = mean(history, 0, season);
      double second = mean(history, season, 2 * season);
      level = first;
      trend = (second - first) / season;
      seasonal = new double[season];
      for (int i = 0; i < season; i++) {
        seasonal[i] = (history[i] - first + history[i + season] - second) / 2;
      }
    }

    void smooth(double[] history, double alpha, double beta, double gamma) {
      for (int i = 0; i < history.length; i++) {
        int phase = i % seasonal.length;
        double carried = DAMPING * trend;
        double off = history[i] - (level + carried + seasonal[phase]);
        error += off * off;
        double before = level;
        level = alpha * (history[i] - seasonal[phase]) + (1 - alpha) * (level + carried);
        trend = beta * (level - before) + (1 - beta) * carried;
        seasonal[phase] = gamma * (history[i] - level) + (1 - gamma) * seasonal[phase];
      }
    }

    double[] next(int length, int horizon) {
      double[] next = new double[horizon];
      double carried = 0;
      double damping = 1;
      for (int i = 0; i < horizon; i++) {
        damping *= DAMPING;
        carried += damping * trend;
        next[i] = level + carried + seasonal[(length + i) % seasonal.length];
      }
      return next;
    }

    private static double mean(double[] values, int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += values[i];
      }
      return sum / (to - from);
    }
  }
}
