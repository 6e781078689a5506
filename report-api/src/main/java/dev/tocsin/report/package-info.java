/**
 * The report API: it folds the topics into PostgreSQL and answers from there. {@code projection}
 * writes, {@code persistence} reads, {@code domain} computes, {@code rest} speaks HTTP, {@code
 * command} hands people's changes to Kafka.
 */
package dev.tocsin.report;
