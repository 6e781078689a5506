package dev.tocsin.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.bench.cost.EvaluatorCost;
import dev.tocsin.evaluation.bench.load.Totals;
import dev.tocsin.events.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared counts the same: the benchmark itself refuses to go on otherwise. */
class JobsAgreeTest {
  @TempDir Path folder;

  @Test
  void evaluatorAndDslCountWhatWasSent() throws Exception {
    EvaluatorCost benchmark = new EvaluatorCost();
    List<String> words =
        List.of(
            "--events",
            "3000",
            "--rounds",
            "1",
            "--warm-ups",
            "1",
            "--jobs",
            "parser,evaluatorPacked,dslExactlyOnce");

    Figures figures = benchmark.run(new Options(words, benchmark.options()), folder, line -> {});

    Path file = folder.resolve("figures.json");
    figures.write(file);
    JsonNode written = Json.mapper().readTree(file.toFile());
    assertThat(written.fieldNames())
        .toIterable()
        .contains(
            "microsPerEvent.parser",
            "microsPerEvent.evaluatorPacked",
            "microsPerEvent.dslExactlyOnce");
  }

  @Test
  void oneWrongFigureIsADifference() {
    Totals sent = new Totals();
    sent.add("a", 0, 2, 1, 500);
    Totals found = new Totals();
    found.add("a", 0, 2, 1, 501);

    assertThat(found.difference(sent)).contains("[2, 1, 501]").contains("[2, 1, 500]");
    found.add("a", 0, 0, 0, -1);
    assertThat(found.difference(sent)).isNull();
  }
}
