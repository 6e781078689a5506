package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model.Kind;

/**
 * Which models entities get.
 *
 * @param first kind of their first; later ones are of the kind of the one that scores
 * @param challenged whether each has a challenger of the other kind; it changes no score
 * @param groups services that are alike: one that is new begins with the model of another
 */
public record ModelPlan(Kind first, boolean challenged, Groups groups) {
  /** An ensemble with its challenger; no groups but the instances of a service. */
  public static final ModelPlan DEFAULT = new ModelPlan(Kind.ENSEMBLE, true, Groups.NONE);

  /** One kind of model, and nothing beside it. */
  public static ModelPlan only(Kind kind) {
    return new ModelPlan(kind, false, Groups.NONE);
  }
}
