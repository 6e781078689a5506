package dev.tocsin.evaluation.bench.job;

import java.util.Map;

/**
 * Where the processor time of one run went.
 *
 * @param cpuNanos of each thread that is still there, by name, the JVM's own ones included
 * @param samples how many stacks of Java code were taken
 * @param own samples by the innermost method of this project on the stack: what is called counts
 *     for its caller
 * @param top samples by the method that was running
 */
public record Profile(
    Map<String, Long> cpuNanos, int samples, Map<String, Integer> own, Map<String, Integer> top) {}
