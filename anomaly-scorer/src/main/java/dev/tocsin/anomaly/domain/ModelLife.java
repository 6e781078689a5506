package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Trained.Grown;
import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * How an entity gets its models, from window to window. {@link Schedule} says when a training is
 * due, {@link Trainings} does it in another thread, {@link Canary} tries what came of it, {@link
 * Succession} lets it score or challenge, {@link Trial} judges challengers, and {@link Feedback} is
 * what people say.
 *
 * <p>A training begins with one window and ends with a later one, which waits for it if need be:
 * between them the other thread has time, and still the same windows give the same models at the
 * same windows, live or replayed, crash or not.
 */
final class ModelLife {
  /** Windows between the beginning of a training and the swap: two minutes of live data. */
  static final int HAND_OVER = 4;

  private final ScoringPolicy policy;
  private final ModelPlan plan;
  private final Schedule schedule;
  private final Trainings trainings;

  /**
   * @param trainer runs trainings; {@code Runnable::run} does them on the spot
   */
  ModelLife(ScoringPolicy policy, Executor trainer, ModelPlan plan) {
    this.policy = policy;
    this.plan = plan;
    this.schedule = new Schedule(policy);
    this.trainings = new Trainings(trainer, plan.challenged());
  }

  /** Notes a window that was scored, for the challenger to judge. */
  static void compare(long end, double vitalsRisk, Profile profile) {
    ModelShelf shelf = profile.shelf;
    if (profile.card != null && shelf.challenger != null) {
      boolean firing = profile.alert.firing();
      shelf.trial.add(profile.windows, end, vitalsRisk, profile.card.kind(), firing);
    }
  }

  /**
   * Goes on after a window was scored and learnt.
   *
   * @param end of the window, epoch milliseconds
   * @return models that score from the next window on, or were refused
   */
  List<Model> step(
      String entity, String service, long end, double[] row, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    memory.keepRecent((int) (profile.windows % EntityMemory.RECENT), row);
    if (profile.card == null && !shelf.others.isEmpty()) {
      Succession.lastGood(profile, memory);
    }
    if (shelf.challenger != null && !plan.challenged()) {
      Succession.dismiss(profile, memory);
    } else if (shelf.challenger != null && shelf.trial.due()) {
      Succession.judge(policy, profile, memory);
    }
    Model ofGroup = ofGroup(entity, service, end, profile, memory);
    if (ofGroup != null) {
      return List.of(ofGroup);
    }
    if (shelf.training == null) {
      begin(entity, end, profile, memory);
      return List.of();
    }
    if (profile.windows < shelf.training.swapAt()) {
      trainings.beginWhereThereIsPlace(entity, end, profile, memory);
      return List.of();
    }
    return end(entity, service, end, profile, memory);
  }

  /** A model of the group for an entity that is too new for one of its own, or null. */
  private Model ofGroup(
      String entity, String service, long end, Profile profile, EntityMemory memory) {
    boolean isNew =
        profile.ownCard() == null
            && profile.windows < policy.trainAfter()
            && profile.shelf.training == null
            && !profile.shelf.requested;
    String group =
        isNew ? GroupModel.group(plan.groups(), entity, service, profile.metricNames()) : null;
    return group == null ? null : Succession.ofGroup(entity, group, end, profile, memory);
  }

  private void begin(String entity, long end, Profile profile, EntityMemory memory) {
    String trigger = schedule.trigger(entity, profile, memory);
    if (trigger == null) {
      return;
    }
    ModelShelf shelf = profile.shelf;
    int slots = (int) Math.min(profile.windows, EntityMemory.ROWS);
    Kind kind = profile.ownCard() == null ? plan.first() : profile.card.kind();
    shelf.training =
        new Training(profile.windows, profile.windows + HAND_OVER, slots, kind, trigger);
    shelf.lastBegun = profile.windows;
    shelf.requested = false;
    trainings.beginWhereThereIsPlace(entity, end, profile, memory);
  }

  private List<Model> end(
      String entity, String service, long end, Profile profile, EntityMemory memory) {
    Training training = profile.shelf.training;
    Trained trained;
    try {
      trained = trainings.await(entity, end, profile, memory);
    } catch (ExecutionException e) {
      // One entity's trouble is not the others'; it is tried again when a training is next due.
      return List.of(training.failed(entity, end, training.kind(), e.getCause()));
    } finally {
      profile.shelf.training = null;
    }
    if (trained == null || profile.card != null && profile.card.kind() != training.kind()) {
      // In the second case people have promoted the challenger meanwhile.
      return List.of();
    }
    List<Model> models = new ArrayList<>();
    models.add(champion(trained, trained.champion().card(entity, end, training), profile, memory));
    if (models.get(0).state() == Model.State.CHAMPION) {
      share(entity, service, trained, memory);
    }
    if (trained.challengerFailed() != null) {
      Kind other = Trained.other(training.kind());
      models.add(training.failed(entity, end, other, trained.challengerFailed()));
    } else if (trained.challenger() != null) {
      ModelCard card = trained.challenger().card(entity, end, training);
      models.add(challenger(trained.challenger(), card, profile, memory));
    }
    return models;
  }

  /** Ensembles only: a Random Cut Forest looks at what varies most in the one entity. */
  private void share(String entity, String service, Trained trained, EntityMemory memory) {
    String group = GroupModel.group(plan.groups(), entity, service, trained.model().metrics());
    if (group != null && trained.champion().kind() == Kind.ENSEMBLE) {
      memory.share(group, trained.model().modelId());
    }
  }

  private static Model champion(
      Trained trained, ModelCard card, Profile profile, EntityMemory memory) {
    String refused = canary(trained.model(), profile, memory);
    if (refused != null) {
      return Succession.refuse(card, refused, profile, memory);
    }
    memory.keepModel(trained.model(), trained.champion().bytes());
    if (profile.ownCard() != null) {
      Succession.shelve(profile.card, profile, memory);
    } else if (profile.card != null) {
      memory.dropModel(profile.card.modelId());
    }
    profile.card = card;
    profile.shelf.reference = trained.reference();
    profile.shelf.drift = 0;
    return card.withBytes(trained.champion().bytes(), Model.State.CHAMPION, card.trainedAt());
  }

  private Model challenger(Grown grown, ModelCard card, Profile profile, EntityMemory memory) {
    String refused = canary(ModelFormat.read(grown.bytes()).model(), profile, memory);
    if (refused != null) {
      return Succession.refuse(card, refused, profile, memory);
    }
    Succession.challenge(card, grown, policy, profile, memory);
    return card.withBytes(grown.bytes(), Model.State.CHALLENGER, card.trainedAt());
  }

  private static String canary(RiskModel candidate, Profile profile, EntityMemory memory) {
    RiskModel current = profile.card == null ? null : memory.model().model();
    return Canary.refuses(candidate, current, memory.recent(profile.windows));
  }

  /**
   * Does what a person wants.
   *
   * @return where it has changed, the model that scores from now on, and its challenger
   */
  List<Model> order(Directive.Order order, Profile profile, EntityMemory memory) {
    switch (order.action()) {
      case TRAIN -> profile.shelf.requested = true;
      case FALSE_ALARM -> Feedback.falseAlarm(profile);
      case MISSED -> Feedback.missed(order.at(), profile);
      case PROMOTE, ROLLBACK -> {
        return Succession.promote(order, profile, memory);
      }
      default -> {
        // Alerts are the router's.
      }
    }
    return List.of();
  }
}
