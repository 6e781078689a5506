package dev.tocsin.events;

import java.util.List;

/**
 * A trained model and its card. The bytes are the model: the same bytes give the same scores. Of an
 * entity's champions, the one with the latest {@code since} scores; of its challengers, the one
 * with the latest is compared with it.
 *
 * @param entity the entity that it scores
 * @param modelId its identity: derived from its bytes
 * @param trainedAt event time of the window with which its training ended, epoch milliseconds
 * @param rows how many windows it learnt from
 * @param kind how it looks at a window
 * @param features the features in the order of the model's columns
 * @param bytes the model in the scorer's own versioned, checksummed format; null when refused
 * @param state whether it scores, is compared with the one that does, or was refused
 * @param since from when on, epoch milliseconds
 * @param trigger why it was trained: {@code first}, {@code schedule}, {@code drift}, {@code
 *     requested}; or {@code group}: it is another entity's, for one that is new
 * @param reason why it was refused, or null
 */
public record Model(
    String entity,
    String modelId,
    long trainedAt,
    int rows,
    Kind kind,
    List<String> features,
    byte[] bytes,
    State state,
    long since,
    String trigger,
    String reason) {

  /** How it looks at a window. */
  public enum Kind {
    /** Isolation forests, whitened distance and deviations together. */
    ENSEMBLE,
    /** A Random Cut Forest. */
    RANDOM_CUT
  }

  /** What became of it. */
  public enum State {
    /** It scores from {@code since} on. */
    CHAMPION,
    /** It scores beside the champion; its alerts reach nobody and are counted. */
    CHALLENGER,
    /** It does not score: recent windows speak against it, or its training failed. */
    REFUSED
  }
}
