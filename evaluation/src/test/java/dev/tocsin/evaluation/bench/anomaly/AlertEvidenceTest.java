package dev.tocsin.evaluation.bench.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertEvidenceTest {
  private static final BitSet EVENTS = new BitSet();

  static {
    EVENTS.set(100, 120);
    EVENTS.set(130, 140);
  }

  @Test
  void anAlertBeforeOrInsideAnEventIsTrueAndMayCoverTheNextToo() {
    AlertEvidence evidence = AlertEvidence.of(EVENTS, List.of(new Segment(85, 135)));
    assertThat(evidence).isEqualTo(new AlertEvidence(2, 2, 1, 0));
  }

  @Test
  void anAlertThatBeganLongBeforeIsFalseAndFindsNothing() {
    AlertEvidence evidence = AlertEvidence.of(EVENTS, List.of(new Segment(0, 1_000)));
    assertThat(evidence).isEqualTo(new AlertEvidence(2, 0, 1, 1));
  }

  @Test
  void aWarningThatEndsBeforeTheEventFindsNothing() {
    AlertEvidence evidence =
        AlertEvidence.of(EVENTS, List.of(new Segment(90, 95), new Segment(139, 141)));
    assertThat(evidence).isEqualTo(new AlertEvidence(2, 1, 2, 0));
  }
}
