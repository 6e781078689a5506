package dev.tocsin.sla.rest;

import dev.tocsin.events.Rejected;
import dev.tocsin.streams.StreamsProcess;
import java.util.Map;

/**
 * What the evaluator works with now.
 *
 * @param definitions valid definitions
 * @param definitionsHash changes when any valid definition does
 * @param invalid why others are not valid, by {@code kind/name}
 * @param readiness the topology, or null before it runs
 * @param counters what it counted since it started, by metric
 */
public record EvaluatorStatus(
    int definitions,
    String definitionsHash,
    Map<String, Rejected> invalid,
    StreamsProcess.Readiness readiness,
    Map<String, Long> counters) {}
