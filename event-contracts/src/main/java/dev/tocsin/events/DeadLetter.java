package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Why a record, or one event of it, could not be processed: the headers of a dead letter. Its value
 * is the refused event's bytes as they came.
 *
 * <p>Each topic has one owner that writes its dead letters, so that a bad event appears once: the
 * SLA evaluator for requests, metrics, checks and incidents; the anomaly scorer for logs; the alert
 * router for alerts and commands; the report API for everything else. Other consumers count it and
 * go on.
 *
 * @param topic where it came from
 * @param partition its partition
 * @param offset its offset
 * @param position its index within the record
 * @param rejected what is wrong
 */
public record DeadLetter(
    String topic, int partition, long offset, int position, Rejected rejected) {
  public static final String TOPIC = "tocsin.topic";
  public static final String PARTITION = "tocsin.partition";
  public static final String OFFSET = "tocsin.offset";
  public static final String POSITION = "tocsin.position";
  public static final String FIELD = "tocsin.field";
  public static final String REASON = "tocsin.reason";

  public Headers headers() {
    Headers headers = new RecordHeaders();
    add(headers, TOPIC, topic);
    add(headers, PARTITION, Integer.toString(partition));
    add(headers, OFFSET, Long.toString(offset));
    add(headers, POSITION, Integer.toString(position));
    add(headers, FIELD, rejected.field());
    add(headers, REASON, rejected.reason());
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
