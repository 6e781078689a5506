package dev.tocsin.router.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.Correlations;
import dev.tocsin.router.domain.Directory;
import dev.tocsin.router.domain.GroupEvent;
import dev.tocsin.router.domain.GroupPipeline;
import dev.tocsin.router.domain.GroupStep;
import dev.tocsin.router.domain.Inhibitors;
import dev.tocsin.router.domain.Policies;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.domain.SilenceChanges;
import dev.tocsin.router.domain.Surroundings;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** A group's life, by group key: what it hears, and what is due. Out go records of the ledger. */
public final class GroupProcessor
    extends ContextualProcessor<String, GroupEvent, String, Notification> {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Bounds a look, so that it stays far below the transaction's timeout. */
  private static final int AT_ONCE = 1_000;

  private final Supplier<Definitions> definitions;
  private final Rules rules;
  private final RouterMeters meters;
  private final CommitPace pace;
  private GroupRows groups;
  private Timers timers;
  private PromptCommit commits;
  private Inhibitors inhibitors;
  private Policies policies = Policies.NONE;
  private Policies followed = Policies.NONE;
  private Directory directory;
  private Correlations correlations;

  private GroupProcessor(
      Supplier<Definitions> definitions, Rules rules, RouterMeters meters, CommitPace pace) {
    this.definitions = definitions;
    this.rules = rules;
    this.meters = meters;
    this.pace = pace;
  }

  public static ProcessorSupplier<String, GroupEvent, String, Notification> supplier(
      Supplier<Definitions> definitions, Rules rules, RouterMeters meters, CommitPace pace) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, GroupEvent, String, Notification> get() {
        return new GroupProcessor(definitions, rules, meters, pace);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            RouterStores.groups(),
            RouterStores.members(),
            RouterStores.timers(RouterStores.GROUP_TIMERS));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Notification> context) {
    super.init(context);
    commits = new PromptCommit(context, pace);
    // Anew: after an aborted transaction the stores have gone back, and what was kept has not.
    groups =
        new GroupRows(
            context.getStateStore(RouterStores.GROUPS),
            context.getStateStore(RouterStores.MEMBERS),
            rules.forgetAfter());
    timers = new Timers(context.getStateStore(RouterStores.GROUP_TIMERS));
    followed = Policies.NONE;
    inhibitors = StoredInhibitors.of(context.getStateStore(RouterStores.INHIBITORS));
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<String, GroupEvent> record) {
    long now = context().currentSystemTimeMs();
    if (step(record.key(), record.value(), now)) {
      commits.wantNow(record.timestamp());
    }
  }

  private void look(long now) {
    followSilences(now);
    boolean tells = false;
    for (String key : timers.due(now, AT_ONCE)) {
      tells |= step(key, null, now);
    }
    if (tells) {
      commits.wantNow(now);
    }
  }

  /** When silences change, the groups that they concern are due: they know no start of them yet. */
  private void followSilences(long now) {
    Policies next = around().policies();
    if (next == followed) {
      return;
    }
    SilenceChanges changes = SilenceChanges.between(followed, next);
    List<String> concerned =
        changes.none() ? List.of() : groups.which(group -> changes.concern(group, now));
    for (String key : concerned) {
      GroupRows.Kept before = groups.get(key);
      GroupRows.Kept after = groups.put(key, before, before.group().askedOfSilences(now));
      timers.move(key, before.due(), after.due());
    }
    followed = next;
  }

  /** Takes a step; whether somebody is to be told. */
  private boolean step(String key, GroupEvent event, long now) {
    GroupRows.Kept before = groups.get(key);
    GroupStep step = GroupPipeline.step(before.group(), key, event, around(), now);
    GroupRows.Kept after = groups.put(key, before, step.group());
    timers.move(key, before.due(), after.due());
    for (Notification entry : step.ledger()) {
      meters.decided(entry);
      context().forward(new Record<>(entry.fingerprint(), entry, now));
    }
    return step.ledger().stream().anyMatch(entry -> entry.decision() == Decision.INTENDED);
  }

  private Surroundings around() {
    Definitions now = definitions.get();
    if (directory == null || !policies.are(now)) {
      policies = Policies.of(now);
      directory = Directory.of(now);
      correlations = Correlations.of(now);
    }
    return new Surroundings(directory, policies, inhibitors, correlations, rules);
  }
}
