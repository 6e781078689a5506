/**
 * Carries out what the outbox says, outside of the topology. Before each attempt and after it the
 * ledger has a record; the outbox's offset moves in the same transaction as the outcome.
 */
package dev.tocsin.router.dispatch;
