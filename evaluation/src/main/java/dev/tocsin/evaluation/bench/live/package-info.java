/** The evaluator at work, as its own process: how soon it answers, and how soon after a crash. */
package dev.tocsin.evaluation.bench.live;
