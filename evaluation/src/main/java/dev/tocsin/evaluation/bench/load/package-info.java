/** The embedded broker with the events that benchmarks read, and what these events add up to. */
package dev.tocsin.evaluation.bench.load;
