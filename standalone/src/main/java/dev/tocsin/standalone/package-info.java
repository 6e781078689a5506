/**
 * The whole system on one machine with one command: Kafka, PostgreSQL, and each service as a
 * process of its own.
 */
package dev.tocsin.standalone;
