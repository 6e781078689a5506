package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model.Kind;
import java.util.List;

/**
 * What came of a training.
 *
 * @param challenger of the other kind, or null
 */
record Trained(Grown champion, Reference reference, Grown challenger) {
  /** Null when there was nothing to learn. */
  static Trained from(
      List<double[]> rows, List<String> metrics, long seed, Kind kind, boolean challenged) {
    Grown champion = rows.size() < 2 ? null : Grown.of(kind, rows, metrics, seed);
    if (champion == null) {
      return null;
    }
    Kind other = kind == Kind.ENSEMBLE ? Kind.RANDOM_CUT : Kind.ENSEMBLE;
    Grown challenger = challenged ? Grown.of(other, rows, metrics, seed) : null;
    return new Trained(champion, Reference.of(champion.model, rows), challenger);
  }

  /** A model and its bytes. */
  record Grown(Kind kind, RiskModel model, byte[] bytes) {
    static Grown of(Kind kind, List<double[]> rows, List<String> metrics, long seed) {
      RiskModel model =
          switch (kind) {
            case ENSEMBLE -> RiskModel.train(rows, metrics, seed);
            case RANDOM_CUT -> RiskModel.trainRandomCut(rows, metrics, seed);
          };
      return model == null ? null : new Grown(kind, model, ModelFormat.write(model));
    }

    /** Its card, once the training has ended with the window of this end. */
    ModelCard card(String entity, long end, Training training) {
      return new ModelCard(
          entity,
          model.modelId(),
          end,
          training.windows(),
          model.rows(),
          bytes.length,
          kind,
          model.features(),
          training.trigger(),
          null,
          0,
          0);
    }
  }
}
