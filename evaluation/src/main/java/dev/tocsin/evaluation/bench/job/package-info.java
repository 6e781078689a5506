/**
 * The jobs that are compared: each reads the same request events and says how many there were by
 * service and minute, how many failed and how long they took. Each runs in a process of its own.
 */
package dev.tocsin.evaluation.bench.job;
