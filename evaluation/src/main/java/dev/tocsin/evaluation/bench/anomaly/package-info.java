/**
 * How well the scorer finds labelled anomalies in recordings of real servers, beside other methods,
 * and what a scored window costs. The only code outside of the scorer that links it, and so
 * GPL-3.0.
 */
package dev.tocsin.evaluation.bench.anomaly;
