package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.Comparison;
import dev.tocsin.anomaly.domain.GroupPicture;
import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.events.Command;
import java.util.List;

/** The models of the entities that this instance owns. */
public interface ModelRegistry {
  /** The cards of the models that score, by entity. */
  List<ModelCard> champions();

  /** All about one entity's models, or null when this instance does not own the entity. */
  EntityModels of(String entity);

  /** All entities in two dimensions. */
  GroupPicture picture();

  /** The entities of a service in two dimensions. */
  GroupPicture picture(String service);

  /** The entities of a declared group in two dimensions. */
  GroupPicture pictureOfGroup(String group);

  /** Hands a person's wish to Kafka and returns when it has it. */
  void order(Command command);

  /**
   * One entity's models.
   *
   * @param windows how many windows with data were seen
   * @param champion the one that scores, or null while there is none
   * @param challenger the one that is compared with it, or null
   * @param comparison both side by side, or null while there is no challenger
   * @param others those that could score in its place, newest first, and refused ones
   * @param drift how far the last windows are from those that it learnt from; over 0.25 is much
   */
  record EntityModels(
      String entity,
      long windows,
      ModelCard champion,
      ModelCard challenger,
      Comparison comparison,
      List<ModelCard> others,
      double drift) {}
}
