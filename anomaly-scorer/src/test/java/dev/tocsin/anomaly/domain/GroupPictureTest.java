package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.anomaly.domain.GroupPicture.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupPictureTest {
  /** A row in which two features move together and a third on its own. */
  private static double[] row(double together, double alone) {
    double[] row = new double[Feature.COUNT];
    Arrays.fill(row, Double.NaN);
    row[0] = together;
    row[1] = 10 * together;
    row[2] = alone;
    row[3] = 7;
    return row;
  }

  @Test
  void whatMovesTogetherIsTheFirstComponent() {
    // Two of three unit variances lie along the first: (±1, ±1, 0)/√2, and ±1 along the second.
    GroupPicture picture =
        GroupPicture.of(
            Map.of(
                "a", List.of(row(1, 1)),
                "b", List.of(row(1, -1)),
                "c", List.of(row(-1, 1), row(-1, -1))),
            entity -> entity.equals("b") ? "shops" : null);
    assertThat(picture.points()).extracting(Point::group).containsExactly(null, "shops", null);
    assertThat(picture.explained().get(0)).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(picture.explained().get(1)).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(picture.points()).extracting(Point::entity).containsExactly("a", "b", "c");
    assertThat(picture.points().get(0).x()).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(picture.points().get(0).y()).isCloseTo(1, within(1e-9));
    assertThat(picture.points().get(1).y()).isCloseTo(-1, within(1e-9));
    assertThat(picture.points().get(2).x()).isCloseTo(-Math.sqrt(2), within(1e-9));
    assertThat(picture.points().get(2).y()).isCloseTo(0, within(1e-9));
  }

  @Test
  void theAxesAreNamedByWhatTheyAreMadeOf() {
    GroupPicture picture = of(Map.of("a", List.of(row(1, 1)), "b", List.of(row(2, 0))));
    assertThat(picture.axes()).matches("[0-9a-f]{8}");
    // The same windows under other names have the same axes; another window has not.
    assertThat(of(Map.of("c", List.of(row(1, 1)), "d", List.of(row(2, 0)))).axes())
        .isEqualTo(picture.axes());
    assertThat(of(Map.of("a", List.of(row(1, 1)), "b", List.of(row(3, 0)))).axes())
        .isNotEqualTo(picture.axes());
  }

  @Test
  void withoutAnythingThatMovesThereIsNoPicture() {
    assertThat(of(Map.of()).points()).isEmpty();
    assertThat(of(Map.of("a", List.of(row(1, 1), row(1, 1)))).points()).isEmpty();
  }

  private static GroupPicture of(Map<String, List<double[]>> rows) {
    return GroupPicture.of(rows, entity -> null);
  }
}
