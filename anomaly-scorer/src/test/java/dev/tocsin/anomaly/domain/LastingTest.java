package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LastingTest {
  private final Lasting lasting = new Lasting();

  @Test
  void aWindowThatIsOverAtOnceCountsForLessThanOneThatLasts() {
    assertThat(feed(1, 3)).isCloseTo(1.95, within(0.01));
    assertThat(feed(2, 3)).isBetween(3.3, 3.5);
  }

  @Test
  void moderateSurpriseThatLastsForLongCountsAfterItsEnd() {
    feed(150, 2);
    assertThat(feed(2, 0)).isGreaterThan(1.5);
  }

  @Test
  void whatAnEntityThatHasChangedDoesAllTheTimeIsLessNews() {
    double atFirst = feed(60, 1);
    double later = feed(20_000, 1);
    assertThat(atFirst - later).isCloseTo(0.6 * (1 - 0.39), within(0.02));
  }

  @Test
  void anIncidentIsNewsAsLongAsItLasts() {
    double early = feed(20, 5);
    assertThat(early - feed(100, 5)).isLessThan(0.05);
  }

  @Test
  void goesOnWhereItWasWritten() throws IOException {
    feed(3000, 1.2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lasting.write(new DataOutputStream(bytes));
    Lasting again =
        Lasting.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(again.after(2)).isEqualTo(lasting.after(2));
  }

  private double feed(int windows, double raw) {
    double last = 0;
    for (int i = 0; i < windows; i++) {
      last = lasting.after(raw);
    }
    return last;
  }
}
