package dev.tocsin.router.dispatch;

import dev.tocsin.events.Durations;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.channel.Outcome;
import dev.tocsin.router.dispatch.Attempts.Ended;
import dev.tocsin.router.dispatch.Settlement.Settled;
import dev.tocsin.router.domain.Ledger;
import dev.tocsin.router.stream.RouterMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One run of the dispatcher, on one thread. Attempts themselves happen elsewhere. */
final class Session {
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(5);

  /** Bounds the heap: with more waiting, reading stops for all receivers. */
  private static final int MOST_WAITING = 50_000;

  private final DispatchSettings settings;
  private final Outbox outbox;
  private final Attempts attempts;
  private final Settlement settlement;
  private final Fallbacks fallbacks;
  private final RouterMeters meters;
  private final Clock clock;
  private final Lanes lanes;

  Session(
      DispatchSettings settings,
      Outbox outbox,
      Attempts attempts,
      Settlement settlement,
      Fallbacks fallbacks,
      RouterMeters meters,
      Clock clock) {
    this.settings = settings;
    this.outbox = outbox;
    this.attempts = attempts;
    this.settlement = settlement;
    this.fallbacks = fallbacks;
    this.meters = meters;
    this.clock = clock;
    this.lanes = new Lanes(settings);
  }

  /** Reads, attempts, settles: one time around. */
  void turn() {
    outbox.pause(lanes.size() >= MOST_WAITING);
    outbox
        .poll(lanes.inFlight() > 0 ? BUSY : IDLE)
        .forEach(delivery -> lanes.add(delivery, clock.millis()));
    List<Settled> settled = new ArrayList<>();
    lanes.delayed(clock.millis()).forEach(delivery -> settled.add(delayed(delivery)));
    for (Delivery delivery : lanes.due(clock.millis())) {
      if (delivery.isShed() && !outbox.restore(delivery, lanes)) {
        lanes.settled(delivery, clock.millis());
        settled.add(givenUp(delivery, "the outbox does not have it any more"));
      } else if (expired(delivery, clock.millis())) {
        lanes.settled(delivery, clock.millis());
        settled.add(givenUp(delivery, tooOld(delivery.failure)));
      } else {
        attempts.begin(delivery);
      }
    }
    meters.breakers(lanes.breakers(clock.millis()));
    settle(settled);
  }

  /** Waits for the attempts that are under way, so that a clean stop causes no second ones. */
  void finish(Duration patience) throws InterruptedException {
    long deadline = clock.millis() + patience.toMillis();
    while (lanes.inFlight() > 0 && clock.millis() < deadline) {
      Ended next = attempts.ended().poll(deadline - clock.millis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        attempts.ended().add(next);
        settle(new ArrayList<>());
      }
    }
  }

  private void settle(List<Settled> settled) {
    List<Ended> ended = new ArrayList<>();
    attempts.ended().drainTo(ended);
    ended.forEach(each -> settled.add(decide(each)));
    settled.removeIf(each -> each.delivery().dropped);
    settled.stream().filter(Settled::last).forEach(each -> outbox.settled(each.delivery()));
    commit(settled);
  }

  private void commit(List<Settled> settled) {
    try {
      settlement.commit(settled);
      settled.forEach(each -> meters.decided(each.entry()));
    } catch (KafkaException e) {
      if (!settlement.abort() || settled.stream().allMatch(each -> each.with().isEmpty())) {
        throw e;
      }
      oneByOne(settled, e);
    }
  }

  /** One page that its topic refuses must not take the other outcomes along. */
  private void oneByOne(List<Settled> settled, KafkaException cause) {
    if (settled.size() == 1) {
      commit(List.of(givenUp(settled.get(0).delivery(), "the topic refuses it: " + cause)));
      return;
    }
    settled.stream().filter(Settled::last).forEach(each -> outbox.reopen(each.delivery()));
    for (Settled each : settled) {
      if (each.last()) {
        outbox.settled(each.delivery());
      }
      commit(List.of(each));
    }
  }

  private Settled decide(Ended ended) {
    Delivery delivery = ended.delivery();
    Breaker breaker = lanes.breaker(delivery);
    long now = clock.millis();
    delivery.uncertain = false;
    if (ended.outcome() instanceof Outcome.Transient later) {
      return failed(delivery, later, breaker, now);
    }
    breaker.answered();
    lanes.settled(delivery, now);
    if (ended.outcome() instanceof Outcome.Delivered delivered) {
      List<ProducerRecord<String, byte[]>> with =
          new ArrayList<>(fallbacks.ends(delivery.intent(), now));
      if (delivered.record() != null) {
        with.add(delivered.record());
      }
      return settled(delivery, Decision.DELIVERED, delivered.reason(), with);
    }
    return givenUp(delivery, ended.outcome().reason());
  }

  private Settled failed(Delivery delivery, Outcome.Transient later, Breaker breaker, long now) {
    boolean opened = breaker.failed(later.retryAfter(), now);
    double random = ThreadLocalRandom.current().nextDouble();
    Duration wait = settings.backoff().after(delivery.attempts, later.retryAfter(), random);
    if (expired(delivery, now + wait.toMillis())) {
      lanes.settled(delivery, now);
      return givenUp(delivery, tooOld(later.reason()));
    }
    lanes.again(delivery, now + wait.toMillis());
    delivery.failure = later.reason();
    Duration pause = Duration.ofMillis(Math.max(breaker.until() - now, wait.toMillis()));
    String next =
        opened
            ? "; it failed so often that it is not tried for " + Durations.brief(pause)
            : "; again in " + Durations.brief(wait);
    return waiting(delivery, Decision.FAILED, later.reason() + next, now + wait.toMillis());
  }

  private Settled delayed(Delivery delivery) {
    long until = lanes.breaker(delivery).until();
    Duration wait = Duration.ofMillis(Math.max(0, until - clock.millis()));
    String reason =
        delivery.lane()
            + " failed so often that it is not tried for another "
            + Durations.brief(wait);
    return waiting(delivery, Decision.DELAYED, reason, until);
  }

  /** It waits; when that takes too long somebody else is told. */
  private Settled waiting(Delivery delivery, Decision decision, String reason, long next) {
    boolean instead = fallbacks.due(delivery, next) && whole(delivery);
    return settled(delivery, decision, reason, instead);
  }

  private boolean whole(Delivery delivery) {
    return !delivery.isShed() || outbox.restore(delivery, lanes);
  }

  private String tooOld(String failure) {
    String age = "older than " + Durations.format(settings.maxAge());
    return failure == null ? age : failure + "; " + age;
  }

  private boolean expired(Delivery delivery, long at) {
    return at - delivery.intent().at() > settings.maxAge().toMillis();
  }

  private Settled givenUp(Delivery delivery, String reason) {
    boolean instead = fallbacks.due(delivery, Long.MAX_VALUE) && !delivery.isShed();
    return settled(delivery, Decision.GIVEN_UP, reason, instead);
  }

  private Settled settled(Delivery delivery, Decision decision, String reason, boolean instead) {
    if (!instead) {
      return settled(delivery, decision, reason, List.of());
    }
    List<ProducerRecord<String, byte[]>> records =
        fallbacks.records(delivery, reason, clock.millis());
    String said = fallbacks.said(delivery, !records.isEmpty());
    return settled(delivery, decision, reason + said, records);
  }

  private Settled settled(
      Delivery delivery,
      Decision decision,
      String reason,
      List<ProducerRecord<String, byte[]>> with) {
    Notification entry =
        Ledger.attempt(delivery.intent(), decision, reason, delivery.attempts, clock.millis());
    boolean last = decision == Decision.DELIVERED || decision == Decision.GIVEN_UP;
    return new Settled(delivery, entry, with, last);
  }
}
