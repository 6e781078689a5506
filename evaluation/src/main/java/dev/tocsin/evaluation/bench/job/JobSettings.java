package dev.tocsin.evaluation.bench.job;

import java.nio.file.Path;

/**
 * One run of a job.
 *
 * @param bootstrap the brokers
 * @param prefix of the topics: what it reads and where it publishes
 * @param id a name that no other run has
 * @param state an empty folder of this run
 * @param packed whether records are arrays of events
 * @param exactlyOnce whether results must count every event exactly once through crashes
 */
public record JobSettings(
    String bootstrap, String prefix, String id, Path state, boolean packed, boolean exactlyOnce) {}
