package dev.tocsin.anomaly.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** The trainings that this process does, in a thread of their own: a few at a time. */
final class Trainings {
  /**
   * Each holds its rows and its model, up to 2 MB. What is due beyond them begins with a later
   * window, at the latest with the one that it ends with: as the rows stay the same until then, so
   * does the model.
   */
  private static final int MOST_PENDING = 8;

  /** An entity that fell silent gives its place to others. */
  private static final long SILENT_MS = 10 * 60_000;

  private final Executor trainer;
  private final boolean challenged;
  private final Map<String, Pending> pending = new HashMap<>();

  /**
   * @param trainer runs trainings; {@code Runnable::run} does them on the spot
   * @param challenged whether a challenger is trained with each model
   */
  Trainings(Executor trainer, boolean challenged) {
    this.trainer = trainer;
    this.challenged = challenged;
  }

  /** Begins the entity's training, unless it has begun or too many are under way. */
  void beginWhereThereIsPlace(String entity, long end, Profile profile, EntityMemory memory) {
    if (pending.size() >= MOST_PENDING) {
      pending.values().removeIf(each -> end - each.since > SILENT_MS);
    }
    if (pending.size() < MOST_PENDING && !pending.containsKey(entity)) {
      begin(entity, end, profile, memory);
    }
  }

  private void begin(String entity, long end, Profile profile, EntityMemory memory) {
    Training training = profile.shelf.training;
    List<double[]> rows =
        memory.rows(training.slots(), at -> profile.shelf.learnsFrom(at, training.windows()));
    List<String> metrics = profile.metricNames();
    FutureTask<Trained> task =
        new FutureTask<>(
            () -> Trained.from(rows, metrics, training.seed(entity), training.kind(), challenged));
    pending.put(entity, new Pending(task, end));
    trainer.execute(task);
  }

  /**
   * Waits for what came of the entity's training, which begins now if it has not.
   *
   * @return null when there was nothing to learn
   * @throws ExecutionException when it failed
   */
  Trained await(String entity, long end, Profile profile, EntityMemory memory)
      throws ExecutionException {
    if (!pending.containsKey(entity)) {
      begin(entity, end, profile, memory);
    }
    try {
      return pending.remove(entity).task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a model was trained", e);
    }
  }

  /**
   * A training that this process does.
   *
   * @param since end of the window with which it began
   */
  private record Pending(FutureTask<Trained> task, long since) {}
}
