/**
 * Alerts in, pages out: deduplicated, routed, grouped, escalated, dispatched, and all of it in the
 * ledger.
 */
package dev.tocsin.router;
