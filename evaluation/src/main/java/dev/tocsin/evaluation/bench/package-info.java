/**
 * Benchmarks: {@code ./tocsin bench NAME} prints a table and writes the same figures to {@code
 * evaluation/target/bench/NAME.json}.
 */
package dev.tocsin.evaluation.bench;
