package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.ModelCard;
import java.util.List;

/** Where the cards come from. */
public interface ModelCards {
  /** The cards of the models that this instance owns, by entity. */
  List<ModelCard> all();
}
