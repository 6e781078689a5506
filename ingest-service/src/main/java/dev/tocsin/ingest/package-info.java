/**
 * Takes telemetry and incidents in over HTTP and puts them on Kafka. What is acknowledged is on
 * Kafka; what is refused is named, with its reason.
 */
package dev.tocsin.ingest;
