package dev.tocsin.ingest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.ingest.EventPublisher;
import dev.tocsin.ingest.EventPublisher.NotAcknowledged;
import dev.tocsin.ingest.IngestConfig;
import dev.tocsin.ingest.domain.EventKind;
import dev.tocsin.ingest.domain.Intake;
import dev.tocsin.ingest.domain.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The way of a request: admitted, collected, unpacked, read, published, answered. */
@Singleton
class Ingestion {
  private final IngestConfig.Ingest limits;
  private final Topics topics;
  private final EventPublisher publisher;
  private final IngestMetrics metrics;
  private final Vertx vertx;
  private final Clock clock;
  private final MemoryBudget budget;
  private final AtomicInteger requests = new AtomicInteger();

  Ingestion(
      IngestConfig config,
      EventPublisher publisher,
      IngestMetrics metrics,
      Vertx vertx,
      Clock clock) {
    this.limits = config.ingest();
    this.topics = new Topics(config.topicPrefix());
    this.publisher = publisher;
    this.metrics = metrics;
    this.vertx = vertx;
    this.clock = clock;
    this.budget = new MemoryBudget(limits.maxBuffered().asLongValue());
    metrics.watch(budget, requests);
  }

  /** Reads the body and refuses it. */
  Uni<Response> refuse(Refused refusal, HttpServerRequest request) {
    return collect(request, refusal).onItem().transform(body -> (Response) null);
  }

  /** Takes the events in; called on the event loop. */
  Uni<Response> take(EventKind kind, HttpServerRequest request) {
    boolean lines;
    Unpacking unpacking;
    try {
      lines = ContentTypes.saysLines(request.getHeader(HttpHeaders.CONTENT_TYPE));
      unpacking = Unpacking.of(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    } catch (Refused e) {
      return refuse(e, request);
    }
    if (requests.incrementAndGet() > limits.maxRequests()) {
      requests.decrementAndGet();
      return refuse(Refused.unavailable("too many requests at a time: try again"), request);
    }
    return collect(request, null)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToUni(body -> process(kind, body, lines, unpacking))
        .onTermination()
        .invoke(requests::decrementAndGet);
  }

  private Uni<Body> collect(HttpServerRequest request, Refused refusal) {
    Body body = new Body("the body is too large", limits.maxBody().asLongValue(), budget);
    return BodyCollector.collect(vertx, request, body, refusal, limits.bodyTimeout().toMillis());
  }

  private Uni<Response> process(EventKind kind, Body collected, boolean lines, Unpacking packing) {
    metrics.received(kind, collected.length());
    try (Body body = packing.unpack(collected, limits.maxUnpackedBody().asLongValue(), budget)) {
      Intake intake =
          kind.reader(limits.maxClockSkew())
              .read(body.bytes(), body.length(), lines, clock.millis());
      metrics.refused(kind, intake.refusedByField());
      if (intake.unreadable() != null) {
        throw Refused.of(Response.Status.BAD_REQUEST, intake.unreadable());
      }
      if (intake.acceptedCount() == 0 && intake.refusedCount() > 0) {
        throw Refused.of(allRefused(intake));
      }
      return publish(kind, intake);
    }
  }

  private Uni<Response> publish(EventKind kind, Intake intake) {
    // What is sent is copied, so the body may be closed before Kafka has acknowledged it.
    var acknowledged = publisher.publish(kind.topic(topics), intake.packs());
    long begin = System.nanoTime();
    Accepted answer =
        new Accepted(
            intake.acceptedCount(), intake.refused(), intake.refusedCount(), intake.ignored());
    return Uni.createFrom()
        .completionStage(acknowledged)
        .onItem()
        .invoke(() -> metrics.acknowledged(kind, answer.accepted(), System.nanoTime() - begin))
        .onItem()
        .transform(done -> answer.response())
        .onFailure(NotAcknowledged.class)
        .transform(e -> notAcknowledged(kind, e));
  }

  private Refused notAcknowledged(EventKind kind, NotAcknowledged failure) {
    metrics.notAcknowledged(kind, failure.events() - failure.acknowledged());
    return Refused.unavailable(
        "Kafka acknowledged "
            + failure.acknowledged()
            + " of "
            + failure.events()
            + " events in time: send them again; those without an id may then count twice");
  }

  private static Problem allRefused(Intake intake) {
    Refusal first = intake.refused().get(0);
    boolean single = intake.refusedCount() == 1;
    return new Problem(
        "about:blank",
        Response.Status.BAD_REQUEST.getReasonPhrase(),
        400,
        single
            ? (first.field() + " " + first.reason()).strip()
            : "all " + intake.refusedCount() + " events were refused",
        single ? first.field() : null,
        0,
        intake.refused(),
        intake.refusedCount());
  }

  /**
   * The answer when Kafka has the events.
   *
   * @param accepted how many it has
   * @param refused the first of those that were refused
   * @param refusedCount how many were refused
   * @param ignored fields that are not known, of incidents; left out when there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Accepted(
      int accepted,
      List<Refusal> refused,
      int refusedCount,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ignored) {
    Response response() {
      return Response.accepted(new String(Json.write(this), StandardCharsets.UTF_8))
          .type(MediaType.APPLICATION_JSON_TYPE)
          .build();
    }
  }
}
