package dev.tocsin.sla.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.SlaTopology;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.sla.stream.Deltas;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.JudgeProcessor;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.stream.SliceProcessor;
import dev.tocsin.sla.stream.Timeline;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.CommitPace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What the end of a minute still had to close when the process died, the next process closes. */
class JudgeRestartTest {
  private static final long MINUTE = SliceKey.MINUTE_MS;
  private static final long T0 = 1_767_225_600_000L;
  private static final long LATENESS = Settings.defaults().lateness().toMillis();
  private static final int SERVICES = 100;

  private final List<Object> published = new ArrayList<>();
  private final DetachedContext context =
      new DetachedContext(name -> Retrial.empty(SlaTopology.stores().get(name)), published::add);

  @Test
  void closesWhatStillWaited() throws IOException {
    AccumulatingStore<Feed, Watermark> watermarks =
        context.getStateStore(SliceProcessor.WATERMARKS);
    context.moveTo(T0);
    JudgeProcessor before = judge();
    for (int i = 0; i < SERVICES; i++) {
      watermarks.put(feed(i), new Watermark(T0, T0, T0));
      tell(before, i, new Timeline.Counted(delta(i), T0, T0, Deltas.Source.DERIVED));
    }
    for (int i = 0; i < SERVICES; i++) {
      long reached = T0 + MINUTE + LATENESS;
      watermarks.put(feed(i), new Watermark(T0, reached, T0 + MINUTE));
      tell(before, i, closed());
    }
    assertThat(finals()).as("before the crash").isNotEmpty().hasSizeLessThan(SERVICES);

    JudgeProcessor after = judge();
    for (int turn = 1; turn < 100; turn++) {
      context.moveTo(T0 + turn * 20);
      tell(after, 0, closed());
    }
    assertThat(finals()).hasSize(SERVICES).doesNotHaveDuplicates();
  }

  private JudgeProcessor judge() throws IOException {
    Definition objective =
        new Definition(
            DefinitionKind.OBJECTIVE,
            "A",
            1,
            0,
            new YAMLMapper()
                .readTree(
                    "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}"));
    Definitions definitions = Definitions.of(List.of(objective));
    JudgeProcessor judge =
        new JudgeProcessor(
            Settings.defaults(), () -> definitions, new EvaluatorMetrics(), new CommitPace());
    judge.init(context);
    return judge;
  }

  private static void tell(JudgeProcessor judge, int service, Timeline event) {
    judge.process(new Record<>(feed(service).service(), event, T0));
  }

  private static Feed feed(int service) {
    return new Feed("service-" + service, Input.REQUESTS);
  }

  private static Timeline closed() {
    return new Timeline.Closed(Input.REQUESTS, T0 + MINUTE, T0 + MINUTE + LATENESS, 0);
  }

  private static Delta delta(int service) {
    RequestTally tally = new RequestTally();
    tally.add(
        new RequestEvent(
            T0,
            feed(service).service(),
            null,
            null,
            null,
            null,
            Map.of(),
            1,
            0,
            5,
            null,
            null,
            null),
        new double[0]);
    return new Delta(SliceKey.requests(feed(service).service(), "", "", "", T0), tally);
  }

  private List<String> finals() {
    return published.stream()
        .filter(Verdict.class::isInstance)
        .map(Verdict.class::cast)
        .filter(each -> each.state() == Verdict.State.FINAL)
        .map(Verdict::service)
        .toList();
  }
}
