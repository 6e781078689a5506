package dev.tocsin.sla.whatif;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.stream.SliceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Judges what is stored under a definition that is not declared, or not any more: as if it had been
 * in force since the oldest stored slice. Nothing that is live is touched.
 */
public final class WhatIf {
  private static final int LOOK_EVERY = 1_024;

  private final OwnSlices slices;
  private final Supplier<Definitions> declared;
  private final Settings settings;
  private final Map<String, StoreBuilder<?>> stores;
  private final Limits limits;

  /**
   * @param declared what is declared: maintenance and dependencies hold for the question too
   * @param stores how the topology's stores are built, by name
   */
  public WhatIf(
      OwnSlices slices,
      Supplier<Definitions> declared,
      Settings settings,
      Map<String, StoreBuilder<?>> stores,
      Limits limits) {
    this.slices = slices;
    this.declared = declared;
    this.settings = settings;
    this.stores = stores;
    this.limits = limits;
  }

  /**
   * What every service in this process says to the question.
   *
   * @param wanted about how many verdicts to list of each
   * @param now wall clock: what is not final yet is not judged
   * @param witness sees every final verdict of the range
   * @throws RefusedException when it is too much, or slices move away meanwhile
   */
  public List<Finding> findings(
      Question question, int wanted, long now, Consumer<Verdict> witness) {
    Definitions definitions = about(question.definition());
    Objective objective = new Objective(definitions.objectives().get(0));
    Budget budget = new Budget(limits);
    List<Finding> findings = new ArrayList<>();
    for (String service : services(question)) {
      Feed feed = new Feed(service, objective.input());
      SliceReader reader = slices.of(service);
      long oldest = reader.oldest(feed);
      if (oldest == Long.MAX_VALUE) {
        continue;
      }
      long start = Math.max(oldest, SliceKey.minuteOf(question.definition().effectiveFrom()));
      long end = asOf(question, now);
      long first = Math.max(question.from(), start);
      Minutes minutes = new Minutes(objective, first, end, wanted, witness);
      Retrial retrial = new Retrial(definitions, settings, stores, service, feed.input(), minutes);
      long before = budget.read;
      reader.forEach(
          feed,
          start,
          end,
          (key, slice) -> {
            budget.spend();
            retrial.count(key, slice.tally());
          });
      retrial.close(end);
      findings.add(minutes.finding(service, start, budget.read - before));
    }
    return findings;
  }

  /** Until when the question can be answered: what still may change is left out. */
  public long asOf(Question question, long now) {
    return SliceKey.minuteOf(Math.min(question.to(), now - settings.lateness().toMillis()));
  }

  private List<String> services(Question question) {
    return question.service() == null ? slices.services() : List.of(question.service());
  }

  private Definitions about(Definition definition) {
    Definitions now = declared.get();
    Stream<Definition> beside =
        Stream.concat(
            now.maintenance().stream().map(each -> each.definition()),
            now.dependencies().stream().map(each -> each.definition()));
    return Definitions.of(Stream.concat(beside, Stream.of(definition)).toList());
  }

  /** What is left of what one question may cost. */
  private static final class Budget {
    private final Limits limits;
    private final long deadline;
    private long read;

    Budget(Limits limits) {
      this.limits = limits;
      this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    void spend() {
      read++;
      if (read > limits.slices()) {
        throw tooMuch("at most " + limits.slices() + " slices are read for one question");
      }
      if (read % LOOK_EVERY == 0 && System.nanoTime() > deadline) {
        throw tooMuch("one question may take " + limits.time().toSeconds() + " s");
      }
    }

    private static RefusedException tooMuch(String limit) {
      return new RefusedException(
          RefusedException.Kind.TOO_MUCH,
          limit + ": ask for one service, an earlier to, or a later definition.effectiveFrom");
    }
  }
}
