package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model.Kind;
import java.util.List;

/**
 * What came of a training.
 *
 * @param model the next champion
 * @param reference what drift from it is measured against
 * @param champion its bytes and what its card says
 * @param challenger the same of a model of the other kind, or null; it is not held decoded
 */
record Trained(RiskModel model, Reference reference, Grown champion, Grown challenger) {
  /** Null when there was nothing to learn. */
  static Trained from(
      List<double[]> rows, List<String> metrics, long seed, Kind kind, boolean challenged) {
    RiskModel model = rows.size() < 2 ? null : grow(kind, rows, metrics, seed);
    if (model == null) {
      return null;
    }
    Kind other = kind == Kind.ENSEMBLE ? Kind.RANDOM_CUT : Kind.ENSEMBLE;
    RiskModel challenger = challenged ? grow(other, rows, metrics, seed) : null;
    return new Trained(
        model,
        Reference.of(model, rows),
        Grown.of(kind, model),
        challenger == null ? null : Grown.of(other, challenger));
  }

  private static RiskModel grow(Kind kind, List<double[]> rows, List<String> metrics, long seed) {
    return switch (kind) {
      case ENSEMBLE -> RiskModel.train(rows, metrics, seed);
      case RANDOM_CUT -> RiskModel.trainRandomCut(rows, metrics, seed);
    };
  }

  /** A model as it is kept, and what its card says. */
  record Grown(Kind kind, String modelId, int rows, List<String> features, byte[] bytes) {
    static Grown of(Kind kind, RiskModel model) {
      return new Grown(
          kind, model.modelId(), model.rows(), model.features(), ModelFormat.write(model));
    }

    /** Its card, once the training has ended with the window of this end. */
    ModelCard card(String entity, long end, Training training) {
      return new ModelCard(
          entity,
          modelId,
          end,
          training.windows(),
          rows,
          bytes.length,
          kind,
          features,
          training.trigger(),
          null,
          0,
          0);
    }
  }
}
