package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.Status;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Boundaries.Evidence;
import dev.tocsin.sla.domain.Boundaries.Moved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** However verdicts change, the violations are those that one would read from the verdicts. */
class BoundariesTest {
  private static final String SPEC =
      "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 1m}";
  private static final int SLICES = 24;

  private final Objective objective = Judged.objective(SPEC);
  private final long first = objective.slotOf(Judged.T0);
  private final Map<Status, Evidence> evidence = new TreeMap<>();
  private final Map<String, Violation> known = new TreeMap<>();

  @RepeatedTest(300)
  void violationsAreThoseOfTheVerdictsWhateverChanged(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Status[] statuses = new Status[SLICES];
    Arrays.fill(statuses, Status.NO_DATA);
    for (int change = 0; change < 40; change++) {
      int from = random.nextInt(SLICES);
      int to = Math.min(SLICES - 1, from + random.nextInt(4));
      for (int slice = from; slice <= to; slice++) {
        int any = random.nextInt(5);
        statuses[slice] = any < 2 ? Status.VIOLATED : any < 4 ? Status.MET : Status.NO_DATA;
      }
      List<Moved> moved = settle(statuses, from, to);

      assertThat(spans()).isEqualTo(expected(statuses));
      for (Moved each : moved) {
        assertThat(each.is().revision())
            .isEqualTo(each.was() == null ? 1 : each.was().revision() + 1);
      }
      assertThat(settle(statuses, from, to)).isEmpty();
    }
  }

  private List<Moved> settle(Status[] statuses, int from, int to) {
    List<Violation> all =
        known.values().stream().sorted(Comparator.comparingLong(Violation::began)).toList();
    Boundaries boundaries =
        new Boundaries(
            all,
            objective,
            first + from,
            first + to,
            number -> evidence(statuses[(int) (number - first)]));
    boolean more = true;
    for (int slice = from; more && slice < SLICES; slice++) {
      // Without data there need not be a verdict.
      if (slice == from || statuses[slice] != Status.NO_DATA) {
        more = boundaries.take(first + slice, statuses[slice]);
      }
    }
    List<Moved> moved = boundaries.moved(true);
    for (Moved each : moved) {
      assertThat(known.get(each.is().id())).isEqualTo(each.was());
      known.put(each.is().id(), each.is());
    }
    return moved;
  }

  private Evidence evidence(Status status) {
    return evidence.computeIfAbsent(
        status,
        s -> {
          Judged one = new Judged(SPEC);
          Judgement figures = one.requests(Judged.T0, 10, s == Status.MET ? 0 : 9, 1).at(Judged.T0);
          Verdict verdict =
              Verdicts.of(
                  one.progress, null, "s", first, figures, Verdict.State.FINAL, FinalVerdict.FIRST);
          return Evidence.of(objective, verdict, figures);
        });
  }

  private List<String> spans() {
    return known.values().stream()
        .filter(each -> !each.withdrawn())
        .sorted(Comparator.comparingLong(Violation::began))
        .map(each -> span(each.began(), each.ended()))
        .toList();
  }

  private List<String> expected(Status[] statuses) {
    List<String> spans = new ArrayList<>();
    Long began = null;
    for (int slice = 0; slice < SLICES; slice++) {
      long start = objective.startOf(first + slice);
      if (statuses[slice] == Status.VIOLATED && began == null) {
        began = start;
      } else if (statuses[slice] == Status.MET && began != null) {
        spans.add(span(began, start));
        began = null;
      }
    }
    if (began != null) {
      spans.add(span(began, null));
    }
    return spans;
  }

  private static String span(long began, Long ended) {
    return (began - Judged.T0) / Judged.MINUTE
        + "-"
        + (ended == null ? "" : (ended - Judged.T0) / Judged.MINUTE);
  }
}
