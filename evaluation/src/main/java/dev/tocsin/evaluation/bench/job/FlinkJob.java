package dev.tocsin.evaluation.bench.job;

import dev.tocsin.evaluation.bench.load.Counted;
import dev.tocsin.events.Json;
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
 * fields are carried, windows aggregate incrementally.
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
    KafkaSink<Counted> sink =
        KafkaSink.<Counted>builder()
            .setBootstrapServers(settings.bootstrap())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(settings.id())
            .setProperty("transaction.timeout.ms", "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<Counted>builder()
                    .setTopic(topics.slices().name())
                    .setValueSerializationSchema(new CountedJson())
                    .build())
            .build();
    flink
        .fromSource(
            source,
            WatermarkStrategy.<Request>forBoundedOutOfOrderness(Duration.ofMinutes(1))
                .withTimestampAssigner((event, time) -> event.timestamp),
            "requests")
        .keyBy(event -> event.service)
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
    public double latencyMs;
    public boolean success;
  }

  /** What was counted, in the same form. */
  public static final class Sum {
    public long count;
    public long errors;
    public long latencyNanos;
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

  private static final class CountedJson implements SerializationSchema<Counted> {
    @Override
    public byte[] serialize(Counted counted) {
      return Json.write(counted);
    }
  }

  private static final class Count implements AggregateFunction<Request, Sum, Sum> {
    @Override
    public Sum createAccumulator() {
      return new Sum();
    }

    @Override
    public Sum add(Request event, Sum sum) {
      sum.count++;
      sum.errors += event.success ? 0 : 1;
      sum.latencyNanos += Math.round(event.latencyMs * 1e6);
      return sum;
    }

    @Override
    public Sum getResult(Sum sum) {
      return sum;
    }

    @Override
    public Sum merge(Sum a, Sum b) {
      a.count += b.count;
      a.errors += b.errors;
      a.latencyNanos += b.latencyNanos;
      return a;
    }
  }

  private static final class Publish
      extends ProcessWindowFunction<Sum, Counted, String, TimeWindow> {
    @Override
    public void process(String service, Context window, Iterable<Sum> sums, Collector<Counted> to) {
      Sum sum = sums.iterator().next();
      to.collect(
          new Counted(
              service,
              null,
              null,
              null,
              window.window().getStart(),
              sum.count,
              sum.errors,
              sum.latencyNanos / 1e6));
    }
  }
}
