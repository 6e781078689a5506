package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.RuleSpec.Signal;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Rule;
import dev.tocsin.sla.domain.RuleBook;
import dev.tocsin.sla.domain.RuleKey;
import dev.tocsin.sla.domain.Samples;
import dev.tocsin.sla.domain.Signals;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Holds what a service shows against the threshold rules. */
public final class WatchProcessor implements Processor<String, Object, String, Object> {
  public static final String RULES = "rules";
  public static final String SIGNALS = "signals";

  private final Settings settings;
  private final Supplier<Definitions> definitions;
  private final Set<String> busy = new LinkedHashSet<>();
  private final Pace pace = new Pace();
  private final CommitPace commitPace;
  private ProcessorContext<String, Object> context;
  private PromptCommit commits;
  private AccumulatingStore<String, Signals> signals;
  private AccumulatingStore<Feed, Watermark> watermarks;
  private RuleStates states;
  private RuleBook book = new RuleBook(Definitions.NONE);
  private boolean followed;
  private boolean waiting;

  public WatchProcessor(
      Settings settings, Supplier<Definitions> definitions, CommitPace commitPace) {
    this.commitPace = commitPace;
    this.settings = settings;
    this.definitions = definitions;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    commits = new PromptCommit(context, commitPace);
    signals = context.getStateStore(SIGNALS);
    watermarks = context.getStateStore(SliceProcessor.WATERMARKS);
    states =
        new RuleStates(
            context.getStateStore(RULES),
            alert -> {
              long now = context.currentSystemTimeMs();
              context.forward(new Record<>(alert.fingerprint(), alert, now));
              waiting = true;
            });
    book = new RuleBook(definitions.get());
    context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Timeline.Counted counted) {
      pace.heard(counted.source(), context.currentSystemTimeMs());
      count(counted.delta().key(), counted.delta().tally());
    } else if (record.value() instanceof Timeline.CaughtUp told) {
      pace.heard(told.source(), context.currentSystemTimeMs());
    } else if (record.value() instanceof Timeline.Forgotten forgotten) {
      forget(record.key(), forgotten.input());
    } else if (record.value() instanceof Violation violation) {
      violation(violation);
    }
  }

  private void count(SliceKey key, Tally tally) {
    String service = key.service();
    if (tally instanceof RequestTally requests) {
      Signals known = signals.change(service, Signals::new);
      if (key.minute() > known.minute()) {
        // What the minute before came to, before it is forgotten.
        judgeRequests(service, known);
      }
      known.count(key.minute(), requests);
      busy.add(service);
    } else if (tally instanceof MetricTally metric) {
      for (Samples.Sample each : metric.samples().inOrder()) {
        for (Rule rule : book.of(service, Signal.METRIC)) {
          if (rule.spec().metric().equals(key.name())) {
            RuleKey state = new RuleKey(rule.name(), service, each.instance());
            states.take(rule, state, each.value(), each.timestamp());
          }
        }
      }
    } else if (tally instanceof CheckTally check) {
      Signals known = signals.change(service, Signals::new);
      for (Samples.Sample each : check.samples().inOrder()) {
        known.check(key.name(), each.timestamp(), each.value() > 0);
        judgeChecks(service, known);
      }
    }
  }

  private void judgeRequests(String service, Signals known) {
    if (known.telling()) {
      for (Rule rule : book.of(service, Signal.ERROR_RATE)) {
        double harm = known.failedBeyondUsual();
        states.take(rule, key(rule, service), known.errorRate(), harm, known.newest());
      }
      for (Rule rule : book.of(service, Signal.MEAN_LATENCY)) {
        double harm = known.waitedBeyondUsual();
        states.take(rule, key(rule, service), known.meanLatencyMs(), harm, known.newest());
      }
    }
  }

  private void judgeChecks(String service, Signals known) {
    for (Rule rule : book.of(service, Signal.CHECK_DOWN)) {
      String check = rule.spec().check();
      long at = known.checkedAt(check);
      if (at > 0) {
        states.take(rule, key(rule, service), known.down(check) ? 1 : 0, at);
      }
    }
  }

  private void violation(Violation violation) {
    String service = violation.service();
    Signals known = signals.change(service, Signals::new);
    known.violation(violation.id(), violation.ended() == null && !violation.withdrawn());
    for (Rule rule : book.of(service, Signal.VIOLATION)) {
      long at = Math.max(violation.began(), time(service));
      states.take(rule, key(rule, service), known.violations().isEmpty() ? 0 : 1, at);
    }
  }

  private void look(long now) {
    if (!followed || book.definitions() != definitions.get()) {
      followed = true;
      book = new RuleBook(definitions.get());
      states.follow(book);
      // A new rule about checks or violations must not wait for the next change of either.
      signals.forEach(
          (service, known) -> {
            judgeChecks(service, known);
            for (Rule rule : book.of(service, Signal.VIOLATION)) {
              double open = known.violations().isEmpty() ? 0 : 1;
              states.take(rule, key(rule, service), open, time(service));
            }
          });
    }
    for (String service : busy) {
      Signals known = signals.get(service);
      if (known != null) {
        judgeRequests(service, known);
      }
    }
    busy.clear();
    states.pass(book, (rule, service) -> watermark(rule, service, now));
    if (waiting && !pace.catchesUp(now)) {
      waiting = false;
      commits.want();
    }
  }

  private void forget(String service, Input input) {
    states.forget(
        key -> {
          Rule rule = book.find(key.rule(), service);
          return key.service().equals(service) && rule != null && rule.input() == input;
        });
    boolean anyLeft = false;
    for (Input each : Input.values()) {
      anyLeft |= watermarks.get(new Feed(service, each)) != null;
    }
    if (!anyLeft) {
      states.forget(key -> key.service().equals(service));
      signals.remove(service);
    }
  }

  private long watermark(Rule rule, String service, long now) {
    long farthest = Long.MIN_VALUE;
    for (Input each : Input.values()) {
      Watermark mark = watermarks.get(new Feed(service, each));
      if (mark != null && (rule.input() == null || rule.input() == each)) {
        farthest = Math.max(farthest, mark.at(now));
      }
    }
    return farthest;
  }

  /** The newest event time of a service, of whatever kind; violations have none of their own. */
  private long time(String service) {
    long newest = 0;
    for (Input each : Input.values()) {
      Watermark mark = watermarks.get(new Feed(service, each));
      newest = mark == null ? newest : Math.max(newest, mark.newest());
    }
    return newest;
  }

  private static RuleKey key(Rule rule, String service) {
    return new RuleKey(rule.name(), service, "");
  }
}
