package dev.tocsin.evaluation.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Request events of about 250 bytes, in the order of event time, the same ones for the same
 * arguments. Each series has 250 requests in a minute, however many series there are: so the more
 * there are, the fewer minutes the events cover. Each service has one region, one kind of device
 * and as many operations as series. One request in a hundred fails; latencies are log-normal with a
 * median of 33 ms.
 *
 * @param name what its topics' prefix is made of
 * @param events how many
 * @param services how many services send them
 * @param series how many series each service has
 * @param hot whether the first service sends nine events of ten
 * @param perRecord events in a record; packed ones are of all services, as they arrived
 * @param start event time of the first, epoch milliseconds
 */
public record Workload(
    String name, int events, int services, int series, boolean hot, int perRecord, long start) {
  /** Requests of a series in a minute of event time, on average. */
  private static final int EVENTS_PER_SERIES_MINUTE = 250;

  private static final long SEED = 20_261_121;
  private static final long MINUTE_MS = 60_000;
  private static final String[] OPERATIONS = {
    "GET /api/v1/orders/{id}", "POST /api/v1/orders", "GET /api/v1/prices", "GET /api/v1/account"
  };
  private static final String[] REGIONS = {"eu-central-1", "us-east-1", "ap-southeast-2"};
  private static final String[] DEVICES = {"mobile", "desktop", "server"};

  /**
   * Makes the events.
   *
   * @param records takes key and value of each record; the key is null unless a record is one event
   *     of a service that is not hot: keyed telemetry is what most producers send
   * @return what they add up to
   */
  public Totals write(BiConsumer<byte[], byte[]> records) {
    Totals totals = new Totals();
    SplittableRandom random = new SplittableRandom(SEED);
    StringBuilder record = new StringBuilder(perRecord * 300);
    long perMinute = (long) EVENTS_PER_SERIES_MINUTE * series * services;
    int packed = 0;
    for (int i = 0; i < events; i++) {
      int service = hot && random.nextInt(10) > 0 ? 0 : random.nextInt(services);
      record.append(packed == 0 ? (perRecord > 1 ? "[" : "") : ",");
      append(record, service, start + i * MINUTE_MS / perMinute, random, totals);
      if (++packed == perRecord || i == events - 1) {
        record.append(perRecord > 1 ? "]" : "");
        byte[] key = perRecord > 1 || hot ? null : bytes(service(service));
        records.accept(key, bytes(record.toString()));
        record.setLength(0);
        packed = 0;
      }
    }
    return totals;
  }

  private void append(
      StringBuilder to, int number, long timestamp, SplittableRandom random, Totals totals) {
    String service = service(number);
    long micros = Math.min(60_000_000, Math.round(33_000 * Math.exp(random.nextGaussian() * 0.8)));
    boolean failed = random.nextInt(100) == 0;
    to.append("{\"timestamp\":").append(timestamp);
    to.append(",\"service\":\"").append(service);
    int operation = random.nextInt(series);
    to.append("\",\"operation\":\"").append(OPERATIONS[operation % OPERATIONS.length]);
    if (operation >= OPERATIONS.length) {
      to.append('/').append(operation);
    }
    to.append("\",\"instance\":\"").append(service).append("-6c9f7d");
    to.append("\",\"region\":\"").append(REGIONS[number % REGIONS.length]);
    to.append("\",\"deviceType\":\"").append(DEVICES[number % DEVICES.length]);
    to.append("\",\"labels\":{\"version\":\"2.14.1\"},\"latencyMs\":").append(micros / 1000);
    to.append('.').append(Long.toString(1000 + micros % 1000), 1, 4);
    to.append(",\"success\":").append(!failed);
    to.append(",\"statusCode\":").append(failed ? 503 : 200).append('}');
    totals.add(service, timestamp - timestamp % MINUTE_MS, 1, failed ? 1 : 0, micros * 1000);
  }

  private static String service(int number) {
    return "payments-" + (10_000 + number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
