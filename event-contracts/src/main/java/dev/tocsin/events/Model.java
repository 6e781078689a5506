package dev.tocsin.events;

import java.util.List;

/**
 * A trained model and its card. The bytes are the model: the same bytes give the same scores.
 *
 * @param entity the entity that it scores
 * @param modelId its identity: derived from its bytes
 * @param trainedAt event time of the newest window that it learnt from, epoch milliseconds
 * @param rows how many windows it learnt from
 * @param features the features in the order of the model's columns
 * @param bytes the model in the scorer's own versioned, checksummed format
 */
public record Model(
    String entity, String modelId, long trainedAt, int rows, List<String> features, byte[] bytes) {}
