package dev.tocsin.sla.stream;

/**
 * The record that an event came in.
 *
 * @param timestamp of the record, epoch milliseconds
 * @param key as it came, may be null
 */
record Origin(String topic, int partition, long offset, long timestamp, byte[] key) {}
