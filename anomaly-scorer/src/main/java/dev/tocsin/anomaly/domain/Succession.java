package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Trained.Grown;
import dev.tocsin.events.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which of an entity's models scores, which one challenges it, and which are kept besides. */
final class Succession {
  private Succession() {}

  /**
   * Begins with a model of the group, calibrated anew whenever the entity's history has doubled.
   *
   * @return the model, or null when there is none or it is too early
   */
  static Model ofGroup(
      String entity, String group, long end, Profile profile, EntityMemory memory) {
    long windows = profile.windows;
    boolean due =
        profile.card == null
            ? windows % GroupModel.LEAST_WINDOWS == 0
            : windows >= 2 * profile.card.trainedAfter();
    byte[] bytes = due ? memory.shared(group) : new byte[0];
    if (bytes.length == 0) {
      return null;
    }
    RiskModel others = ModelFormat.read(bytes).model();
    List<double[]> rows = memory.rows((int) windows, at -> profile.shelf.learnsFrom(at, windows));
    if (others == null || rows.size() < GroupModel.LEAST_WINDOWS) {
      return null;
    }
    RiskModel adapted = GroupModel.adapted(others, rows, profile.metricNames());
    byte[] content = ModelFormat.write(adapted);
    if (profile.card != null) {
      memory.dropModel(profile.card.modelId());
    }
    memory.keepModel(adapted, content);
    profile.card = ModelCard.ofGroup(entity, adapted, content, end, windows);
    return profile.card.withBytes(content, Model.State.CHAMPION, end);
  }

  /** Keeps what was the champion, or was to be; of those that can be read the last few. */
  static void shelve(ModelCard card, Profile profile, EntityMemory memory) {
    List<ModelCard> others = profile.shelf.others;
    others.removeIf(each -> each.modelId().equals(card.modelId()));
    others.add(0, card);
    List<ModelCard> good = others.stream().filter(each -> each.refused() == null).toList();
    if (good.size() > ModelShelf.MOST_KEPT) {
      ModelCard oldest = good.get(good.size() - 1);
      others.remove(oldest);
      drop(oldest, profile, memory);
    }
  }

  /**
   * Notes that a model may neither score nor challenge. Only the last such card is kept: it takes
   * no place of one that can be gone back to.
   */
  static Model refuse(ModelCard card, String reason, Profile profile, EntityMemory memory) {
    ModelCard refused = card.refused(reason);
    profile.shelf.others.removeIf(each -> each.refused() != null);
    shelve(refused, profile, memory);
    return refused.withBytes(null, Model.State.REFUSED, card.trainedAt());
  }

  /** The model that scores was refused: the newest one before it that can be read goes on. */
  static void lastGood(Profile profile, EntityMemory memory) {
    for (ModelCard each : List.copyOf(profile.shelf.others)) {
      if (each.refused() == null && memory.read(each.modelId()).model() != null) {
        use(each, profile);
        return;
      }
    }
  }

  /** If it is of the challenger's kind, the one before it is the challenger from now on. */
  private static void use(ModelCard card, Profile profile) {
    ModelCard before = profile.card;
    profile.shelf.others.removeIf(each -> each.modelId().equals(card.modelId()));
    profile.card = card;
    // Of an older model only the bytes are kept: drift is measured again after the next training.
    profile.shelf.reference = null;
    profile.shelf.drift = 0;
    ModelShelf shelf = profile.shelf;
    if (shelf.challenger != null && shelf.challenger.kind() == card.kind()) {
      shelf.challenger =
          Stream.concat(Stream.ofNullable(before), shelf.others.stream())
              .filter(each -> each.refused() == null && each.kind() != card.kind())
              .findFirst()
              .orElse(null);
      shelf.trial.swapped();
    }
  }

  /** What waits is still the challenger's before it. */
  static void challenge(
      ModelCard card, Grown grown, ScoringPolicy policy, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    ModelCard before = shelf.challenger;
    if (before != null) {
      judge(policy, profile, memory);
    }
    memory.keepBytes(card.modelId(), grown.bytes());
    shelf.challenger = card;
    shelf.trial = shelf.trial == null ? new Trial() : shelf.trial;
    if (before != null) {
      drop(before, profile, memory);
    }
  }

  /** Its model is read for as long as it takes, lest it take the place of one that scores. */
  static void judge(ScoringPolicy policy, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    RiskModel model = ModelFormat.read(memory.bytes(shelf.challenger.modelId())).model();
    if (model == null) {
      dismiss(profile, memory);
    } else {
      shelf.trial.judge(shelf.challenger, model, policy, profile, memory);
    }
  }

  /** The challenger cannot be read, or is not wanted: the champion goes on without one. */
  static void dismiss(Profile profile, EntityMemory memory) {
    ModelCard dismissed = profile.shelf.challenger;
    profile.shelf.challenger = null;
    profile.shelf.trial.swapped();
    drop(dismissed, profile, memory);
  }

  /** Forgets a model's bytes unless it is still somebody's. */
  private static void drop(ModelCard card, Profile profile, EntityMemory memory) {
    ModelShelf shelf = profile.shelf;
    boolean needed =
        Stream.concat(Stream.of(profile.card, shelf.challenger), shelf.others.stream())
            .anyMatch(each -> each != null && each.modelId().equals(card.modelId()));
    if (!needed) {
      memory.dropModel(card.modelId());
    }
  }

  /**
   * Lets the model that is meant score; without one, the newest of those before.
   *
   * @return where that has changed anything, the champion and its challenger
   */
  static List<Model> promote(Directive.Order order, Profile profile, EntityMemory memory) {
    List<ModelCard> candidates = new ArrayList<>(profile.shelf.others);
    if (order.modelId() != null && profile.shelf.challenger != null) {
      candidates.add(profile.shelf.challenger);
    }
    for (ModelCard each : candidates) {
      boolean meant = order.modelId() == null || order.modelId().equals(each.modelId());
      if (meant && each.refused() == null && memory.read(each.modelId()).model() != null) {
        ModelCard before = profile.card;
        use(each, profile);
        if (before != null) {
          shelve(before, profile, memory);
        }
        ModelCard challenger = profile.shelf.challenger;
        List<Model> models = new ArrayList<>();
        models.add(published(each, Model.State.CHAMPION, order, memory));
        if (challenger != null) {
          models.add(published(challenger, Model.State.CHALLENGER, order, memory));
        }
        return models;
      }
    }
    return List.of();
  }

  private static Model published(
      ModelCard card, Model.State state, Directive.Order order, EntityMemory memory) {
    return card.withBytes(memory.bytes(card.modelId()), state, order.at());
  }
}
