package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.codec.StoreCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** What happened before an edit came into force is judged as it was promised then. */
class VersionsTest {
  private static final String LATENCY =
      "{service: s, indicator: {type: latency, bound: %d}, target: %s, evaluation: %dm}";

  private static Definition version(long number, long minute, String spec) {
    try {
      return new Definition(
          DefinitionKind.OBJECTIVE,
          "O",
          number,
          number == 1 ? 0 : Judged.T0 + minute * Judged.MINUTE,
          new YAMLMapper().readTree(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Objective objective(Definition newest, Definition... earlier) {
    return new ObjectiveBook(Judged.valid(List.of(newest)), name -> List.of(earlier)).find("O");
  }

  /** A request of 60 ms and one of 200 ms in each minute. */
  private static Progress counted(Objective objective, int minutes) {
    Progress progress = new Progress(objective, "s", Judged.LATENESS_MS);
    for (int minute = 0; minute < minutes; minute++) {
      count(progress, minute);
    }
    return progress;
  }

  private static void count(Progress progress, int minute) {
    RequestTally tally = new RequestTally();
    tally.add(Judged.request(0, false, 60), new double[] {50, 100});
    tally.add(Judged.request(0, false, 200), new double[] {50, 100});
    progress.count(Judged.T0 + minute * Judged.MINUTE, tally, 0);
  }

  private static Verdict verdict(Progress progress, int minute) {
    long number = progress.objective().slotOf(Judged.T0 + minute * Judged.MINUTE);
    Judgement figures = progress.judge(number, Long.MAX_VALUE);
    return Verdicts.of(progress, null, "s", number, figures, Verdict.State.FINAL, 1);
  }

  @Test
  void eachSliceIsCountedByTheVersionOfItsTime() {
    Objective objective =
        objective(
            version(2, 6, LATENCY.formatted(50, "0.2", 10)),
            version(1, 0, LATENCY.formatted(100, "0.9", 5)));
    Progress progress = counted(objective, 12);

    // Minutes 1 to 5 and their five-minute period belong to the first version: half are in time.
    assertThat(verdict(progress, 5))
        .returns(1L, Verdict::definitionVersion)
        .returns(5L, Verdict::good)
        .returns(10L, Verdict::total)
        .returns(100.0, Verdict::bound)
        .returns(Judged.T0 + 1 * Judged.MINUTE, Verdict::periodStart)
        .returns(Verdict.Status.VIOLATED, Verdict::status);
    // Minutes 0 to 9 under the second: six still have their one good request, four have none.
    assertThat(verdict(progress, 9))
        .returns(2L, Verdict::definitionVersion)
        .returns(6L, Verdict::good)
        .returns(20L, Verdict::total)
        .returns(50.0, Verdict::bound)
        .returns(Verdict.Status.MET, Verdict::status);
    // And judged again it is the same, whichever came last.
    assertThat(verdict(progress, 11).good()).isEqualTo(4);
    assertThat(verdict(progress, 5).good()).isEqualTo(5);
    assertThat(verdict(progress, 9).good()).isEqualTo(6);

    count(progress, 4);
    assertThat(verdict(progress, 5)).returns(6L, Verdict::good).returns(12L, Verdict::total);
    assertThat(verdict(progress, 9)).returns(7L, Verdict::good).returns(22L, Verdict::total);
  }

  @Test
  void anEditOfTheFutureWaits() {
    Objective objective =
        objective(
            version(2, 1_000, LATENCY.formatted(50, "0.2", 10)),
            version(1, 0, LATENCY.formatted(100, "0.9", 5)));

    assertThat(verdict(counted(objective, 12), 11))
        .returns(1L, Verdict::definitionVersion)
        .returns(5L, Verdict::good)
        .returns(10L, Verdict::total);
  }

  @Test
  void slicesAreGoodByTheTargetOfTheirTime() {
    String timeslices =
        "{service: s, indicator: {type: latency, bound: 100}, counting: timeslices, target: %s,"
            + " evaluation: 10m}";
    Objective objective =
        objective(
            version(2, 6, timeslices.formatted("0.9")), version(1, 0, timeslices.formatted("0.5")));

    assertThat(verdict(counted(objective, 10), 9))
        .returns(6L, Verdict::good)
        .returns(10L, Verdict::total);
  }

  @Test
  void anEditForAlwaysCountsEverythingAnew() {
    Definition always = version(1, 0, LATENCY.formatted(50, "0.2", 10));

    Objective objective = objective(always, version(1, 0, LATENCY.formatted(100, "0.9", 5)));

    assertThat(objective.before()).isNull();
  }

  @Test
  void anotherKindOfFigureBeginsAnew() {
    Objective objective =
        objective(
            version(
                2,
                6,
                "{service: s, indicator: {type: metric, metric: cpu, bound: 9}, target:"
                    + " 0.9, evaluation: 10m}"),
            version(1, 0, LATENCY.formatted(100, "0.9", 5)));

    assertThat(objective.before()).isNull();
  }

  @Test
  void versionsSurviveARestart() {
    Definition first = version(1, 0, LATENCY.formatted(100, "0.9", 5));
    Definition second = version(2, 6, LATENCY.formatted(50, "0.2", 10));
    Definition withdrawn = version(3, 20, LATENCY.formatted(40, "0.2", 10));
    Definition third = version(4, 9, LATENCY.formatted(70, "0.2", 10));
    ObjectiveBook before =
        new ObjectiveBook(Judged.valid(List.of(third)), name -> List.of(withdrawn, second, first));
    assertThat(before.versions("O")).containsExactly(third, second, first);

    Serde<List<Definition>> serde = StoreCodec.definitions();
    List<Definition> stored =
        serde
            .deserializer()
            .deserialize("", serde.serializer().serialize("", before.versions("O")));
    ObjectiveBook after = new ObjectiveBook(Judged.valid(List.of(third)), name -> stored);

    assertThat(after.versions("O")).isEqualTo(before.versions("O"));
    assertThat(verdict(counted(after.find("O"), 12), 9).good()).isEqualTo(6 + 1);
  }
}
