/** What an event costs, in processor time: this evaluator beside others that do the same. */
package dev.tocsin.evaluation.bench.cost;
