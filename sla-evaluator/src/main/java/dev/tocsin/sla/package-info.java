/** The SLA evaluator: from telemetry to slices, verdicts, violations and alerts. */
package dev.tocsin.sla;
