package dev.tocsin.evaluation.bench.job;

import dev.tocsin.events.Json;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The same count in Flink, on a cluster in this process: heap state, a checkpoint every second,
 * exactly-once source and sink, one slot as the others have one thread. Tuned as its documentation
 * says: objects are reused, types are plain objects that its own serializer knows, only the needed
 * fields are carried, windows aggregate incrementally. The same slices, sketches included, but no
 * verdicts.
 */
final class FlinkJob implements Job {
  @Override
  public Run start(JobSettings settings) throws IOException {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
    flink.getConfig().enableObjectReuse();
    flink.enableCheckpointing(1_000);
    Topics topics = new Topics(settings.prefix());
    KafkaSource<Request> source =
        KafkaSource.<Request>builder()
            .setBootstrapServers(settings.bootstrap())
            .setTopics(topics.requests().name())
            .setGroupId(settings.id())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setProperty("max.poll.records", "1000")
            .setValueOnlyDeserializer(new Requests(settings.packed()))
            .build();
    KafkaSink<Slice> sink =
        KafkaSink.<Slice>builder()
            .setBootstrapServers(settings.bootstrap())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(settings.id())
            .setProperty("transaction.timeout.ms", "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<Slice>builder()
                    .setTopic(topics.slices().name())
                    .setValueSerializationSchema(new SliceJson())
                    .build())
            .build();
    flink
        .fromSource(
            source,
            WatermarkStrategy.<Request>forBoundedOutOfOrderness(Duration.ofMinutes(1))
                .withTimestampAssigner((event, time) -> event.timestamp),
            "requests")
        .keyBy(
            event ->
                event.service + '|' + event.operation + '|' + event.region + '|' + event.deviceType)
        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
        .aggregate(new Count(), new Publish())
        .sinkTo(sink);
    try {
      return new FlinkRun(flink.executeAsync(settings.id()));
    } catch (Exception e) {
      throw new IOException("Flink does not start", e);
    }
  }

  /** A job on the cluster. */
  private record FlinkRun(JobClient client) implements Run {
    FlinkRun {
      while (status(client) != JobStatus.RUNNING) {
        Thread.onSpinWait();
      }
    }

    private static JobStatus status(JobClient client) {
      try {
        return client.getJobStatus().get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Sums await(Signal results) throws IOException {
      results.await();
      return null;
    }

    @Override
    public void close() {
      try {
        client.getJobExecutionResult().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new IllegalStateException("Flink does not end", e);
      }
    }
  }

  /** What is needed of an event, in the form that Flink's serializer for plain objects knows. */
  public static final class Request {
    public long timestamp;
    public String service;
    public String operation;
    public String region;
    public String deviceType;
    public double latencyMs;
    public boolean success;
  }

  private static final class Requests implements DeserializationSchema<Request> {
    private final boolean packed;

    Requests(boolean packed) {
      this.packed = packed;
    }

    @Override
    public void deserialize(byte[] value, Collector<Request> to) throws IOException {
      if (packed) {
        for (Request each : Json.mapper().readValue(value, Request[].class)) {
          to.collect(each);
        }
      } else {
        to.collect(deserialize(value));
      }
    }

    @Override
    public Request deserialize(byte[] value) throws IOException {
      return Json.mapper().readValue(value, Request.class);
    }

    @Override
    public boolean isEndOfStream(Request next) {
      return false;
    }

    @Override
    public TypeInformation<Request> getProducedType() {
      return TypeInformation.of(Request.class);
    }
  }

  private static final class SliceJson implements SerializationSchema<Slice> {
    @Override
    public byte[] serialize(Slice slice) {
      return Json.write(slice);
    }
  }

  private static final class Count
      implements AggregateFunction<Request, SeriesMinute, SeriesMinute> {
    @Override
    public SeriesMinute createAccumulator() {
      return new SeriesMinute();
    }

    @Override
    public SeriesMinute add(Request event, SeriesMinute minute) {
      minute.add(event.operation, event.region, event.deviceType, event.latencyMs, event.success);
      return minute;
    }

    @Override
    public SeriesMinute getResult(SeriesMinute minute) {
      return minute;
    }

    @Override
    public SeriesMinute merge(SeriesMinute a, SeriesMinute b) {
      a.merge(b);
      return a;
    }
  }

  private static final class Publish
      extends ProcessWindowFunction<SeriesMinute, Slice, String, TimeWindow> {
    @Override
    public void process(
        String series, Context window, Iterable<SeriesMinute> minutes, Collector<Slice> to) {
      String service = series.substring(0, series.indexOf('|'));
      to.collect(minutes.iterator().next().slice(service, window.window().getStart()));
    }
  }
}
