package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.domain.FleetFigures.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetFiguresTest {
  private static final List<Part> PARTS =
      List.of(
          new Part("pos", "eu", 10, 7, 1, 8, 100, 5, 2_000),
          new Part("pos", "us", 4, 4, 0, 4, 60, 0, 1_200),
          new Part("", "eu", 20, 0, 20, 0, 0, 0, 0));

  @Test
  void partsAddUp() {
    assertThat(FleetFigures.all(PARTS))
        .isEqualTo(new FleetFigures(null, 34, 11, 2, 21, 12, 160, 5, 5 / 160.0, 20.0));
  }

  @Test
  void mostDevicesFirstAndWhatIsNotKnownHasAName() {
    assertThat(FleetFigures.by(Part::type, PARTS))
        .extracting(FleetFigures::key, FleetFigures::devices)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("unknown", 20L),
            org.assertj.core.groups.Tuple.tuple("pos", 14L));
    assertThat(FleetFigures.by(Part::type, PARTS).get(0).errorRate()).isNull();
  }

  @Test
  void aDeviceIsAsItWasSeenLast() {
    long now = 100 * DeviceState.LOST_MS;
    assertThat(DeviceState.of(now - DeviceState.ACTIVE_MS, now)).isEqualTo(DeviceState.ACTIVE);
    assertThat(DeviceState.of(now - DeviceState.ACTIVE_MS - 1, now)).isEqualTo(DeviceState.SILENT);
    assertThat(DeviceState.of(now - DeviceState.LOST_MS, now)).isEqualTo(DeviceState.SILENT);
    assertThat(DeviceState.of(now - DeviceState.LOST_MS - 1, now)).isEqualTo(DeviceState.LOST);
  }
}
