/** Kafka Streams plumbing that at least two services use. It knows no service. */
package dev.tocsin.streams;
