package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model.Kind;
import java.util.List;
import java.util.function.Supplier;

/**
 * What came of a training.
 *
 * @param model the next champion
 * @param reference what drift from it is measured against
 * @param champion its bytes and what its card says
 * @param challenger the same of a model of the other kind, or null; it is not held decoded
 * @param challengerFailed why there is no challenger although there should be, or null
 */
record Trained(
    RiskModel model,
    Reference reference,
    Grown champion,
    Grown challenger,
    RuntimeException challengerFailed) {
  /** Null when there was nothing to learn. */
  static Trained from(
      List<double[]> rows, List<String> metrics, long seed, Kind kind, boolean challenged) {
    RiskModel model = rows.size() < 2 ? null : grow(kind, rows, metrics, seed);
    return model == null
        ? null
        : with(model, kind, rows, () -> challenged ? grow(other(kind), rows, metrics, seed) : null);
  }

  /**
   * A champion and its challenger; if that one's training fails, the champion alone.
   *
   * @param training of the challenger, null when there is none
   */
  static Trained with(
      RiskModel model, Kind kind, List<double[]> rows, Supplier<RiskModel> training) {
    Grown challenger = null;
    RuntimeException failed = null;
    try {
      RiskModel other = training.get();
      challenger = other == null ? null : Grown.of(other(kind), other);
    } catch (RuntimeException e) {
      // The one that is to score has nothing to do with it; the record of the failure says why.
      failed = e;
    }
    return new Trained(model, Reference.of(rows), Grown.of(kind, model), challenger, failed);
  }

  /** The kind that challenges this one. */
  static Kind other(Kind kind) {
    return kind == Kind.ENSEMBLE ? Kind.RANDOM_CUT : Kind.ENSEMBLE;
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
