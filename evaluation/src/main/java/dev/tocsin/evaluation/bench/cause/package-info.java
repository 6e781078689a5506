/** How often the probable cause is the true one, on recorded incidents. */
package dev.tocsin.evaluation.bench.cause;
