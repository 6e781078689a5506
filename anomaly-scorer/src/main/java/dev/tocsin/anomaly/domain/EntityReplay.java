package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.events.Model.Kind;

/**
 * One entity's windows through the code of the service, with all its memory on the heap: what a
 * recording, a test or an experiment needs, and nothing of Kafka. Without challengers.
 */
public final class EntityReplay {
  private final String entity;
  private final EntityScorer scorer;
  private final Profile profile = new Profile();
  private final HeapMemory memory = new HeapMemory(profile);

  /**
   * An entity that nothing is known of.
   *
   * @param entity its name; training depends on it
   */
  public EntityReplay(String entity, ScoringPolicy policy) {
    this(entity, policy, Kind.ENSEMBLE);
  }

  /**
   * An entity that nothing is known of, and whose models are all of one kind.
   *
   * @param entity its name; training depends on it
   */
  public EntityReplay(String entity, ScoringPolicy policy, Kind kind) {
    this.entity = entity;
    this.scorer = new EntityScorer(policy, Runnable::run, ModelPlan.only(kind));
  }

  /**
   * Scores the entity's next window and learns it.
   *
   * @param start of the window, epoch milliseconds; later than that of the window before
   */
  public Scored next(long start, Window window) {
    return scorer.score(entity, entity, start, window, profile, memory);
  }
}
