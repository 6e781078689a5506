package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.events.SpecCheck;
import java.time.DayOfWeek;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the issue promises of the defaults stands in the files. */
class DefaultDefinitionsTest {
  private static Definitions all(String file) {
    DefaultDefinitions.read(file).forEach(Definition::validate);
    return Definitions.of(DefaultDefinitions.read(file));
  }

  private static ObjectiveSpec objective(String name) {
    return all("objectives.yaml").objectives().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .spec();
  }

  @Test
  void objectives() {
    assertThat(all("objectives.yaml").objectives()).hasSize(8);
    assertThat(objective("SLA_001"))
        .returns("trading-system", ObjectiveSpec::service)
        .returns(0.999, ObjectiveSpec::target)
        .returns(ObjectiveSpec.Counting.TIMESLICES, ObjectiveSpec::counting)
        .returns(Duration.ofMinutes(5), ObjectiveSpec::measurement)
        .returns(Duration.ofHours(24), ObjectiveSpec::evaluation);
    assertThat(objective("SLA_001").indicator().type()).isEqualTo(Indicator.Type.UPTIME);
    latency("SLA_002", "api-gateway", 100, 1, 1);
    latency("SLA_003", "database", 50, 5, 4);
    latency("SLA_004", "ai-models", 200, 10, 2);
    latency("SLA_005", "market-data", 10, 1, 1);
    latency("SERVICE_RESPONSE_VIOLATIONS", "*", 1000, 1, 1);
    assertThat(objective("SERVICE_FAILURE_RATE").indicator().type())
        .isEqualTo(Indicator.Type.ERROR_RATE);
    assertThat(objective("SERVICE_MEAN_RESPONSE").indicator())
        .returns("mean", Indicator::statistic)
        .returns(1000.0, Indicator::bound);
  }

  private static void latency(String name, String service, double bound, int minutes, int hours) {
    ObjectiveSpec spec = objective(name);
    assertThat(spec)
        .returns(service, ObjectiveSpec::service)
        .returns(0.95, ObjectiveSpec::target)
        .returns(Duration.ofMinutes(minutes), ObjectiveSpec::measurement)
        .returns(Duration.ofHours(hours), ObjectiveSpec::evaluation);
    assertThat(spec.indicator())
        .returns("threshold", Indicator::statistic)
        .returns(bound, Indicator::bound);
  }

  @Test
  void rules() {
    assertThat(all("rules.yaml").rules())
        .extracting(each -> each.name(), each -> each.spec().signal())
        .containsExactly(
            tuple("RULE_001", RuleSpec.Signal.METRIC),
            tuple("RULE_002", RuleSpec.Signal.METRIC),
            tuple("RULE_003", RuleSpec.Signal.VIOLATION),
            tuple("RULE_004", RuleSpec.Signal.CHECK_DOWN),
            tuple("RULE_005", RuleSpec.Signal.MEAN_LATENCY),
            tuple("RULE_006", RuleSpec.Signal.ERROR_RATE),
            tuple("RULE_007", RuleSpec.Signal.METRIC),
            tuple("RULE_008", RuleSpec.Signal.CHECK_DOWN));
  }

  @Test
  void agreements() {
    AgreementSpec spec = all("agreements.yaml").agreements().get(0).spec();
    assertThat(spec.target("1 - Critical"))
        .isEqualTo(times(Duration.ofMinutes(15), Duration.ofHours(1)));
    assertThat(spec.target("high")).isEqualTo(times(Duration.ofMinutes(30), Duration.ofHours(4)));
    assertThat(spec.target("3 - Moderate"))
        .isEqualTo(spec.target("medium"))
        .isEqualTo(times(Duration.ofHours(1), Duration.ofHours(8)));
    assertThat(spec.target("low")).isEqualTo(times(Duration.ofHours(4), Duration.ofHours(24)));
  }

  @Test
  void theDocumentedAgreementIsValid() {
    Definition definition = DefaultDefinitions.documented().get(0);
    SpecCheck.check(definition);
    assertThat(definition.spec(AgreementSpec.class))
        .returns("payments-operations", AgreementSpec::team)
        .satisfies(spec -> assertThat(spec.hours().on(DayOfWeek.FRIDAY)).hasSize(1))
        .satisfies(spec -> assertThat(spec.hours().on(DayOfWeek.MONDAY)).hasSize(2));
  }

  private static AgreementSpec.Times times(Duration detection, Duration resolution) {
    return new AgreementSpec.Times(detection, null, resolution);
  }
}
