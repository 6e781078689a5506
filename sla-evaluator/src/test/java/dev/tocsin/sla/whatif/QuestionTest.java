package dev.tocsin.sla.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String SPEC =
      "{service: shop, indicator: {type: availability}, target: 0.9, evaluation: 5m}";
  private static final String DEFINITION = "definition: {name: A, spec: " + SPEC + "}";

  @Test
  void timesAreReadAsPeopleWriteThem() throws IOException {
    Question question = read("{" + DEFINITION + ", from: now-6h, to: '2026-03-02T09:00:00Z'}");
    assertThat(question.from()).isEqualTo(NOW.minusSeconds(6 * 3_600).toEpochMilli());
    assertThat(question.to()).isEqualTo(NOW.minusSeconds(3_600).toEpochMilli());
    assertThat(question.service()).isEqualTo("shop");
  }

  @Test
  void anotherInstanceReadsTheSame() throws IOException {
    Question question = read("{" + DEFINITION + ", from: now-6h}");
    JsonNode sent = Json.mapper().readTree(question.toJson());
    assertThat(Question.read(sent, NOW.plusSeconds(5))).isEqualTo(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                    | ``
          {}                                                    | definition
          {definition: 1}                                       | definition
          {definition: {name: A}}                               | definition.spec
          {definition: {spec: SPEC}}                            | definition.name
          {definition: {name: a/b, spec: SPEC}}                 | definition.name
          {definition: {name: 7, spec: SPEC}}                   | definition.name
          {definition: {kind: rule, name: A, spec: SPEC}}       | definition.kind
          {definition: {name: A, spec: SPEC, more: 1}}          | definition.more
          {definition: {name: A, effectiveFrom: x, spec: SPEC}} | definition.effectiveFrom
          {definition: {name: A, spec: {service: s, indicator: {type: availability}, target: 2, evaluation: 5m}}} | definition.spec.target
          {definition: {name: A, spec: {service: s, titel: x}}} | definition.spec.titel
          {DEFINITION, form: now-6h}                            | form
          {DEFINITION, from: yesterday}                         | from
          {DEFINITION, from: {}}                                | from
          {DEFINITION, from: now, to: now-1h}                   | from
          {DEFINITION, to: 1e400}                               | to
          {DEFINITION, service: bank}                           | service
          {DEFINITION, service: [shop]}                         | service
          """)
  void whatIsWrongIsNamed(String body, String field) {
    String text = body.replace("DEFINITION", DEFINITION).replace("SPEC", SPEC);
    assertThatThrownBy(() -> read("" + text))
        .isInstanceOfSatisfying(
            InvalidFieldException.class, e -> assertThat(e.rejected().field()).isEqualTo(field));
  }

  private static Question read(String yaml) throws IOException {
    return Question.read(new YAMLMapper().readTree(yaml), NOW);
  }
}
