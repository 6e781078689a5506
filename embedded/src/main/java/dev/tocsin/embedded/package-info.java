/**
 * A real Kafka broker and a real PostgreSQL as child processes, from Maven artifacts alone: for the
 * standalone run and for tests.
 */
package dev.tocsin.embedded;
