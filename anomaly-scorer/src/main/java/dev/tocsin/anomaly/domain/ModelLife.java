package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Trained.Grown;
import dev.tocsin.events.Model;
import dev.tocsin.events.Model.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32C;

/**
 * When an entity gets a new model. A training begins with one window and ends with a later one,
 * which waits for it if need be: between them another thread has time to do it, and still the same
 * windows give the same models at the same windows, live or replayed, crash or not.
 */
final class ModelLife {
  /** Windows between the beginning of a training and the swap: two minutes of live data. */
  static final int HAND_OVER = 4;

  /** How often drift is looked at, in windows. */
  private static final int LOOK = 64;

  private static final double MUCH_DRIFT = 0.25;

  /** The canary refuses a model to which more of the recent windows are rare than this. */
  private static final double MOST_RARE = 0.1;

  private static final int LEAST_RECENT = 32;

  /**
   * Trainings at a time: each holds its rows and its model, up to 2 MB. What is due beyond them
   * begins with a later window, at the latest with the one that it ends with: as the rows stay the
   * same until then, so does the model.
   */
  private static final int MOST_PENDING = 8;

  /** An entity that fell silent gives its place to others. */
  private static final long SILENT_MS = 10 * 60_000;

  /** What was missed: the half hour before somebody said so is not usual. */
  private static final long MISSED_MS = 30 * 60_000;

  private final ScoringPolicy policy;
  private final Executor trainer;
  private final boolean challenged;
  private final Map<String, Pending> pending = new HashMap<>();

  /**
   * @param trainer runs trainings; {@code Runnable::run} does them on the spot
   * @param challenged whether a challenger is trained with each model
   */
  ModelLife(ScoringPolicy policy, Executor trainer, boolean challenged) {
    this.policy = policy;
    this.trainer = trainer;
    this.challenged = challenged;
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
    if (shelf.challenger != null && shelf.trial.due()) {
      Succession.judge(policy, profile, memory);
    }
    Model ofGroup = ofGroup(entity, service, end, profile, memory);
    if (ofGroup != null) {
      return List.of(ofGroup);
    }
    if (shelf.training == null) {
      String trigger = trigger(entity, profile, memory);
      if (trigger != null) {
        int slots = (int) Math.min(profile.windows, EntityMemory.ROWS);
        Kind kind = own(profile) == null ? Kind.ENSEMBLE : profile.card.kind();
        shelf.training =
            new Training(profile.windows, profile.windows + HAND_OVER, slots, kind, trigger);
        shelf.lastBegun = profile.windows;
        shelf.requested = false;
        beginWhereThereIsPlace(entity, end, profile, memory);
      }
      return List.of();
    }
    if (profile.windows < shelf.training.swapAt()) {
      beginWhereThereIsPlace(entity, end, profile, memory);
      return List.of();
    }
    if (!pending.containsKey(entity)) {
      begin(entity, end, profile, memory);
    }
    return end(entity, service, end, profile, memory);
  }

  private void beginWhereThereIsPlace(
      String entity, long end, Profile profile, EntityMemory memory) {
    if (pending.size() >= MOST_PENDING) {
      pending.values().removeIf(each -> end - each.since > SILENT_MS);
    }
    if (pending.size() < MOST_PENDING && !pending.containsKey(entity)) {
      begin(entity, end, profile, memory);
    }
  }

  private String trigger(String entity, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    long since = profile.windows - shelf.lastBegun;
    if (shelf.requested && profile.windows >= ScoringPolicy.LEAST_TRAINING) {
      return "requested";
    }
    ModelCard own = own(profile);
    if (policy.trainingDue(entity, profile.windows, own)
        && (shelf.lastBegun == 0 || since >= policy.trainAfter() || own == null)) {
      return own == null ? "first" : "schedule";
    }
    if (own != null && since % LOOK == 0 && since >= 2L * policy.trainAfter()) {
      List<double[]> recent = memory.recent();
      RiskModel model = memory.model().model();
      if (model != null && shelf.reference != null && recent.size() >= LEAST_RECENT) {
        shelf.drift = shelf.reference.drift(model, recent);
        return shelf.drift > MUCH_DRIFT ? "drift" : null;
      }
    }
    return null;
  }

  private static ModelCard own(Profile profile) {
    return profile.card == null || profile.card.isOfGroup() ? null : profile.card;
  }

  /** A model of the group for an entity that is too new for one of its own, or null. */
  private Model ofGroup(
      String entity, String service, long end, Profile profile, EntityMemory memory) {
    boolean isNew =
        own(profile) == null
            && profile.windows < policy.trainAfter()
            && profile.shelf.training == null
            && !profile.shelf.requested;
    String group = isNew ? GroupModel.group(entity, service, profile.metricNames()) : null;
    return group == null ? null : Succession.ofGroup(entity, group, end, profile, memory);
  }

  private void begin(String entity, long end, Profile profile, EntityMemory memory) {
    Training training = profile.shelf.training;
    List<double[]> rows =
        memory.rows(training.slots(), at -> profile.shelf.learnsFrom(at, training.windows()));
    List<String> metrics = profile.metricNames();
    FutureTask<Trained> task =
        new FutureTask<>(
            () ->
                Trained.from(
                    rows, metrics, seed(entity, training.windows()), training.kind(), challenged));
    pending.put(entity, new Pending(task, end));
    trainer.execute(task);
  }

  private List<Model> end(
      String entity, String service, long end, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    Training training = shelf.training;
    shelf.training = null;
    Trained trained;
    try {
      trained = await(pending.remove(entity).task);
    } catch (ExecutionException e) {
      // One entity's trouble is not the others'; it is tried again when a training is next due.
      return List.of(failed(entity, end, training, e.getCause()));
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
    Grown challenger = trained.challenger();
    if (challenger != null) {
      ModelCard card = challenger.card(entity, end, training);
      Succession.challenge(card, challenger, policy, profile, memory);
      models.add(card.withBytes(challenger.bytes(), Model.State.CHALLENGER, end));
    }
    return models;
  }

  /** Ensembles only: a Random Cut Forest looks at what varies most in the one entity. */
  private static void share(String entity, String service, Trained trained, EntityMemory memory) {
    String group = GroupModel.group(entity, service, trained.model().metrics());
    if (group != null && trained.champion().kind() == Kind.ENSEMBLE) {
      memory.share(group, trained.model().modelId());
    }
  }

  private Model champion(Trained trained, ModelCard card, Profile profile, EntityMemory memory) {
    String refused = canary(trained, profile, memory);
    if (refused != null) {
      Succession.shelve(card.refused(refused), profile, memory);
      return card.refused(refused).withBytes(null, Model.State.REFUSED, card.trainedAt());
    }
    memory.keepModel(trained.model(), trained.champion().bytes());
    if (own(profile) != null) {
      Succession.shelve(profile.card, profile, memory);
    } else if (profile.card != null) {
      memory.dropModel(profile.card.modelId());
    }
    profile.card = card;
    profile.shelf.reference = trained.reference();
    profile.shelf.drift = 0;
    return card.withBytes(trained.champion().bytes(), Model.State.CHAMPION, card.trainedAt());
  }

  private static Trained await(FutureTask<Trained> task) throws ExecutionException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a model was trained", e);
    }
  }

  private static Model failed(String entity, long end, Training training, Throwable cause) {
    return new Model(
        entity,
        "",
        end,
        0,
        training.kind(),
        List.of(),
        null,
        Model.State.REFUSED,
        end,
        training.trigger(),
        "training failed: " + cause);
  }

  /** Why the new model must not score, or null. */
  private static String canary(Trained trained, Profile profile, EntityMemory memory) {
    List<double[]> recent = memory.recent();
    if (profile.card == null || recent.size() < LEAST_RECENT) {
      return null;
    }
    double rare = trained.reference().rareShare(trained.model(), recent);
    RiskModel current = memory.model().model();
    double before =
        current == null || profile.shelf.reference == null
            ? 1
            : profile.shelf.reference.rareShare(current, recent);
    return rare > Math.max(MOST_RARE, 2 * before)
        ? Math.round(100 * rare)
            + "% of the last windows would be rare, "
            + Math.round(100 * before)
            + "% are to the model before"
        : null;
  }

  /**
   * Does what a person wants.
   *
   * @return where it has changed, the model that scores from now on, and its challenger
   */
  List<Model> order(Directive.Order order, Profile profile, EntityMemory memory) {
    switch (order.action()) {
      case TRAIN -> profile.shelf.requested = true;
      case FALSE_ALARM -> {
        profile.shelf.falseAlarm();
        if (profile.card != null) {
          profile.card = profile.card.falseAlarm();
          if (profile.shelf.trial != null) {
            profile.shelf.trial.falseAlarm(profile.card.kind());
          }
        }
      }
      case MISSED -> {
        profile.shelf.missed();
        String id = "missed at " + order.at();
        profile.shelf.leaveOut(id, order.at() - MISSED_MS, order.at(), profile.windows);
      }
      case PROMOTE, ROLLBACK -> {
        return Succession.promote(order, profile, memory);
      }
      default -> {
        // Alerts are the router's.
      }
    }
    return List.of();
  }

  /** A number that depends on nothing but the entity and the count. */
  static long seed(String entity, long windows) {
    CRC32C crc = new CRC32C();
    crc.update(entity.getBytes(StandardCharsets.UTF_8));
    long mixed = (crc.getValue() << 32 ^ windows) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    return mixed ^ mixed >>> 27;
  }

  /**
   * A training that this process does.
   *
   * @param since end of the window with which it began
   */
  private record Pending(FutureTask<Trained> task, long since) {}
}
