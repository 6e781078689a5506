package dev.tocsin.router.domain.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseRankingTest {
  private static final long T = 1_700_000_000_000L;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** shop → cart → database, shop → search → database, and a loop a ↔ b. */
  private static final CauseRanking RANKING =
      new CauseRanking(
          new DependencyGraph(
              Map.of(
                  "shop", Set.of("cart", "search"),
                  "cart", Set.of("database"),
                  "search", Set.of("database"),
                  "a", Set.of("b"),
                  "b", Set.of("a"))),
          MINUTE);

  @Test
  void harmArisesWhereNothingBelowAccountsForIt() {
    List<Cause> causes =
        RANKING.behind(
            "shop",
            Signal.LATENCY,
            List.of(slow("shop", 100, T), slow("cart", 90, T), slow("database", 20, T - 1_000)));

    assertThat(causes).extracting(Cause::service).containsExactly("cart", "database", "shop");
    assertThat(causes.get(0).share()).isCloseTo(0.7, within(1e-9));
    assertThat(causes.get(0).sentence())
        .isEqualTo(
            "cart: 70% of all seconds of waiting arise in it (70.0 of its own 90.0);"
                + " the rest is that of database");
  }

  @Test
  void aCallerThatOnlyWaitsIsNoCandidateHoweverFarItDeviates() {
    List<Cause> causes =
        RANKING.behind(
            "cart",
            Signal.LATENCY,
            List.of(
                new Deviation("cart", Signal.LATENCY, 50, 900, T),
                new Deviation("database", Signal.LATENCY, 55, 4, T)));

    assertThat(causes).extracting(Cause::service).containsExactly("database");
    assertThat(causes.get(0).reasons()).contains("nothing that it depends on deviates");
  }

  @Test
  void whatBeganAfterTheSymptomComesLast() {
    List<Cause> causes =
        RANKING.behind(
            "shop",
            Signal.LATENCY,
            List.of(slow("shop", 100, T), slow("cart", 500, T + 120_000), slow("search", 10, T)));

    assertThat(causes.get(causes.size() - 1).service()).isEqualTo("cart");
    assertThat(causes.get(causes.size() - 1).reasons()).contains("but it began later than shop");
  }

  @Test
  void noiseAndOtherSignalsAndStrangersDoNotCount() {
    List<Cause> causes =
        RANKING.behind(
            "cart",
            Signal.AVAILABILITY,
            List.of(
                new Deviation("cart", Signal.AVAILABILITY, 5, 12, T),
                new Deviation("database", Signal.AVAILABILITY, 50, 2.9, T),
                slow("database", 400, T),
                new Deviation("search", Signal.AVAILABILITY, 99, 30, T)));

    assertThat(causes).extracting(Cause::service).containsExactly("cart");
  }

  @Test
  void alertsHaveInCommonWhatTheyDependOn() {
    List<Cause> causes =
        RANKING.common(
            List.of(alert("shop", T - 5_000), alert("cart", T), alert("database", T + 10_000)));

    assertThat(causes).hasSize(1);
    assertThat(causes.get(0).share()).isEqualTo(1);
    assertThat(causes.get(0).sentence())
        .isEqualTo(
            "database: cart, shop depend on it; it began at 2023-11-14T22:13:30Z; it depends on"
                + " nothing");
  }

  @Test
  void alertsThatSayWhatIsLostAreRankedByThat() {
    List<Deviation> alerts =
        List.of(
            Deviation.alerted("shop", Signal.LATENCY, 100, T),
            Deviation.alerted("cart", Signal.LATENCY, 90, T),
            Deviation.alerted("database", Signal.LATENCY, 20, T),
            Deviation.alerted("search", Signal.AVAILABILITY, 3, T));

    // Errors first, then waits.
    assertThat(RANKING.behind(alerts))
        .extracting(Cause::service)
        .containsExactly("search", "cart", "database", "shop");
  }

  @Test
  void whereOneAlertDoesNotSayWhatIsLostItCountsThatTheyAre() {
    List<Deviation> alerts =
        List.of(
            Deviation.alerted("shop", Signal.LATENCY, 100, T),
            Deviation.alerted("cart", Signal.LATENCY, 90, T),
            alert("database", T));

    assertThat(RANKING.behind(alerts)).extracting(Cause::service).containsExactly("database");
    assertThat(RANKING.behind(List.of(alert("shop", T), alert("shop", T)))).hasSize(1);
  }

  @Test
  void aDependencyInTroubleMuchLaterExplainsNothing() {
    List<Cause> causes = RANKING.common(List.of(alert("cart", T), alert("database", T + 600_000)));

    assertThat(causes).extracting(Cause::service).containsExactly("cart", "database");
    assertThat(causes.get(0).reasons())
        .contains(
            "it began first, at 2023-11-14T22:13:20Z",
            "nothing that it depends on has been in trouble as long");
  }

  @Test
  void slownessExplainsFailuresOnlyWhenItBeganBefore() {
    Deviation failing = Deviation.alerted("cart", Signal.AVAILABILITY, T);

    assertThat(RANKING.common(List.of(failing, slow("database", 1, T))))
        .extracting(Cause::service)
        .containsExactly("cart", "database");
    assertThat(RANKING.common(List.of(failing, slow("database", 1, T - 30_000))))
        .extracting(Cause::service)
        .containsExactly("database");
  }

  @Test
  void aSilentDependencyIsNamedWhenItAloneAccountsForAll() {
    List<Cause> causes = RANKING.common(List.of(alert("cart", T), alert("search", T + 1_000)));

    assertThat(causes).extracting(Cause::service).containsExactly("database", "cart", "search");
    assertThat(causes.get(0).since()).isNull();
    assertThat(causes.get(0).reasons())
        .containsExactly("cart, search depend on it", "it has no alert of its own");
  }

  @Test
  void inALoopTheFirstExplainsTheOther() {
    assertThat(RANKING.common(List.of(alert("a", T + 5), alert("b", T))))
        .extracting(Cause::service)
        .containsExactly("b");
    assertThat(RANKING.common(List.of(alert("a", T), alert("b", T)))).hasSize(1);
  }

  @Test
  void measurementsBecomeADeviationWhereTheyAreFarFromNormal() {
    Normal normal = Normal.of(new double[] {1, 1.1, 0.9, Double.NaN, 1.05, 0.95});
    long[] times = {T, T + 1, T + 2, T + 3};
    double[] waits = {1, Double.NaN, 3, 2};
    double[] requests = {10, 10, 10, 100};

    Deviation deviation =
        Deviation.measured("cart", Signal.LATENCY, normal, times, waits, requests);

    assertThat(deviation.since()).isEqualTo(T + 2);
    assertThat(deviation.harm()).isCloseTo(2 * 10 + 1 * 100, within(1e-9));
    assertThat(
            Deviation.measured(
                "cart", Signal.LATENCY, normal, new long[] {T}, new double[] {1}, requests))
        .isNull();
  }

  @Test
  void aNeighbourhoodIsNamedAfterWhatMostDependsOn() {
    DependencyGraph graph =
        new DependencyGraph(Map.of("shop", Set.of("cart"), "cart", Set.of("database")));

    assertThat(List.of("shop", "cart", "database", "stranger"))
        .extracting(graph::neighbourhood)
        .containsExactly("database", "database", "database", "stranger");
  }

  private static Deviation slow(String service, double seconds, long since) {
    return new Deviation(service, Signal.LATENCY, seconds, 10, since);
  }

  private static Deviation alert(String service, long since) {
    return Deviation.alerted(service, Signal.OTHER, since);
  }
}
