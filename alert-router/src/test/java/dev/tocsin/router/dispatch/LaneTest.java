package dev.tocsin.router.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.router.channel.Intents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Breaker.Rule RULE =
      new Breaker.Rule(3, Duration.ofSeconds(30), Duration.ofSeconds(100));
  private static final TopicPartition OUTBOX = new TopicPartition("dispatch", 0);

  private final Lane lane = new Lane(2, RULE);
  private final List<Delivery> deliveries = new ArrayList<>();
  private long offset;

  @Test
  void notificationsOfAGroupGoOneAfterTheOther() {
    Delivery first = add("g");
    Delivery second = add("g");

    assertThat(lane.next(0)).isSameAs(first);
    assertThat(lane.next(0)).isNull();
    lane.settled(first, 5);
    assertThat(lane.next(5)).isSameAs(second);
  }

  @Test
  void severalGroupsGoAtTheSameTimeUpToTheLimit() {
    Delivery one = add("1");
    Delivery two = add("2");
    Delivery three = add("3");

    assertThat(lane.next(0)).isSameAs(one);
    assertThat(lane.next(0)).isSameAs(two);
    assertThat(lane.next(0)).isNull();
    lane.settled(two, 0);
    assertThat(lane.next(0)).isSameAs(three);
  }

  @Test
  void whatFailedWaitsForItsTimeAndKeepsItsPlace() {
    Delivery first = add("g");
    Delivery second = add("g");
    Delivery other = add("other");
    lane.next(0);
    lane.again(first, 1_000);

    assertThat(lane.next(0)).isSameAs(other);
    assertThat(lane.next(999)).isNull();
    assertThat(lane.next(1_000)).isSameAs(first);
    lane.settled(first, 1_000);
    assertThat(lane.next(1_000)).isSameAs(second);
  }

  @Test
  void whatWasTakenAwayLeavesAndWhatIsFarBackIsKeptWithoutItsAlerts() {
    Lanes lanes =
        new Lanes(
            new DispatchSettings(
                "",
                "",
                "",
                Duration.ofHours(1),
                2,
                1,
                new Backoff(Duration.ZERO, Duration.ZERO),
                RULE));
    Delivery gone = add("g");
    Delivery near = add("g");
    Delivery far = add("g");
    List.of(gone, near, far).forEach(each -> lanes.add(each, 0));
    gone.dropped = true;

    assertThat(near.isShed()).isFalse();
    assertThat(far.isShed()).isTrue();
    assertThat(far.intent().notificationId()).isEqualTo("n3");
    assertThat(lanes.due(0)).containsExactly(near);
    assertThat(lanes.size()).isEqualTo(2);
    assertThat(lanes.inFlight()).isEqualTo(1);
    lanes.settled(near, 0);
    assertThat(lanes.due(0)).containsExactly(far);
  }

  @Test
  void offsetsMoveUpToTheFirstThatIsOpen() {
    Offsets offsets = new Offsets(0);
    Delivery first = add("1");
    Delivery second = add("2");
    offsets.read(first);
    offsets.read(second);
    offsets.skipped(2);

    offsets.settled(second);
    assertThat(offsets.moved()).isFalse();
    offsets.settled(first);
    assertThat(offsets.committable()).isEqualTo(3);
    assertThat(offsets.moved()).isTrue();
    offsets.committed();
    assertThat(offsets.moved()).isFalse();
    offsets.read(second);
    assertThat(offsets.committable()).isEqualTo(1);
  }

  @Test
  void waitsDoubleAreJitteredAndHaveALimit() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    assertThat(backoff.after(1, null, 0)).hasMillis(500);
    assertThat(backoff.after(1, null, 1)).hasMillis(1_000);
    assertThat(backoff.after(3, null, 1)).hasSeconds(4);
    assertThat(backoff.after(100, null, 1)).hasSeconds(60);
    assertThat(backoff.after(1, Duration.ofSeconds(30), 1)).hasSeconds(30);
    assertThat(backoff.after(1, Duration.ofSeconds(-5), 1)).hasSeconds(1);
    assertThat(backoff.after(1, Duration.ofDays(9), 1)).hasHours(1);
  }

  @Test
  void afterFailuresInARowItIsLeftAloneAndThenTestedWithOne() {
    for (int i = 0; i < 5; i++) {
      add("g" + i);
    }
    for (int failure = 1; failure <= 3; failure++) {
      lane.next(0);
      assertThat(lane.breaker.failed(null, 0)).isEqualTo(failure == 3);
      lane.again(deliveries.get(failure - 1), 1);
    }

    assertThat(lane.breaker.state(29_999)).isEqualTo(Breaker.State.OPEN);
    assertThat(lane.next(29_999)).isNull();
    assertThat(lane.delayed(29_999)).hasSize(5);
    assertThat(lane.delayed(29_999)).isEmpty();
    assertThat(lane.breaker.state(30_000)).isEqualTo(Breaker.State.HALF_OPEN);
    Delivery test = lane.next(30_000);
    assertThat(test).isNotNull();
    assertThat(lane.next(30_000)).isNull();
    // The test fails: twice as long.
    assertThat(lane.breaker.failed(null, 30_000)).isTrue();
    lane.again(test, 30_001);
    assertThat(lane.breaker.until()).isEqualTo(90_000);
    assertThat(lane.next(90_000)).isNotNull();
    lane.breaker.answered();
    assertThat(lane.breaker.state(90_000)).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.next(90_000)).isNotNull();
  }

  @Test
  void aTestThatIsNotMadeLeavesTheNextOneFree() {
    Delivery first = add("1");
    Delivery second = add("2");
    lane.next(0);
    lane.breaker.failed(Duration.ofSeconds(5), 0);
    for (int i = 0; i < 2; i++) {
      lane.breaker.failed(null, 0);
    }
    lane.again(first, 0);
    Delivery test = lane.next(60_000);
    assertThat(lane.next(60_000)).isNull();

    lane.settled(test, 60_000);

    assertThat(lane.next(60_000)).isSameAs(test == first ? second : first);
  }

  @Test
  void whatAReceiverAsksForHoldsForAllThatItWouldBeSent() {
    Delivery first = add("1");
    add("2");
    lane.next(0);

    assertThat(lane.breaker.failed(Duration.ofSeconds(7), 0)).isFalse();
    lane.again(first, 7_000);

    assertThat(lane.next(6_999)).isNull();
    assertThat(lane.next(7_000)).isNotNull();
    assertThat(lane.next(7_000)).isNotNull();
  }

  private Delivery add(String group) {
    Delivery delivery =
        new Delivery(OUTBOX, offset++, Intents.intent("n" + offset, "ops", "webhook", group, 0), 0);
    lane.add(delivery, 0);
    deliveries.add(delivery);
    return delivery;
  }
}
