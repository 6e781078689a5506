package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.ingest.EventPublisher.NotAcknowledged;
import dev.tocsin.ingest.domain.Pack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final EventPublisher publisher = new EventPublisher(kafka);

  @Test
  void isDoneOnlyWhenEveryRecordIsAcknowledged() {
    CompletableFuture<Void> done = publish(pack("a", 2), pack("b", 1));
    assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
    kafka.completeNext();
    assertThat(done).isNotDone();
    kafka.completeNext();
    assertThat(done).isCompleted();
  }

  @Test
  void nothingToSendIsDone() {
    assertThat(publish()).isCompleted();
  }

  @Test
  void saysHowMuchOfAPartialFailureIsAcknowledged() {
    CompletableFuture<Void> done = publish(pack("a", 2), pack("b", 1), pack("c", 3));
    kafka.errorNext(new TimeoutException("too late"));
    kafka.completeNext();
    assertThat(done).isNotDone();
    kafka.completeNext();
    NotAcknowledged failure = failure(done);
    assertThat(failure.events()).isEqualTo(6);
    assertThat(failure.acknowledged()).isEqualTo(4);
  }

  @Test
  void afterAFailureTheNextOneFailsAtOnce() {
    CompletableFuture<Void> first = publish(pack("a", 1));
    kafka.errorNext(new TimeoutException("too late"));
    assertThat(first).isCompletedExceptionally();
    assertThat(failure(publish(pack("b", 5))).acknowledged()).isZero();
    assertThat(kafka.history()).hasSize(1);
  }

  @Test
  void aSendThatThrowsIsAFailureAndTheRestIsNotTried() {
    kafka.sendException = new TimeoutException("no memory");
    assertThat(failure(publish(pack("a", 1), pack("b", 1))).events()).isEqualTo(2);
    assertThat(kafka.history()).isEmpty();
  }

  private CompletableFuture<Void> publish(Pack... packs) {
    return publisher.publish("topic", List.of(packs)).toCompletableFuture();
  }

  private static NotAcknowledged failure(CompletableFuture<Void> done) {
    Throwable failed = catchThrowableOfType(CompletionException.class, done::join);
    assertThat(failed).hasCauseInstanceOf(NotAcknowledged.class);
    return (NotAcknowledged) failed.getCause();
  }

  private static Pack pack(String key, int events) {
    byte[] source = "{}".repeat(events).getBytes(StandardCharsets.UTF_8);
    int[] bounds = new int[2 * events];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = 2 * ((i + 1) / 2);
    }
    return new Pack(key, source, bounds);
  }
}
