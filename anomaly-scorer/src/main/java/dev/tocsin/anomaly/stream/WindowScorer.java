package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.EntityScorer;
import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.anomaly.domain.EntityWindows;
import dev.tocsin.anomaly.domain.EntityWindows.Closed;
import dev.tocsin.anomaly.domain.Profile;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Model;
import dev.tocsin.streams.AccumulatingStore;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Level two, per entity: merges parts, closes windows that are complete, by event time or by
 * silence, and has each scored. Forwards {@code Score}, {@link Alert} and {@link Model}.
 */
public final class WindowScorer implements Processor<String, EntityPart, String, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(WindowScorer.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What is due beyond that waits for the next look: a transaction must not time out. */
  private static final Duration MOST_AT_ONCE = Duration.ofSeconds(1);

  /** After so long without any data an alert is resolved: nobody is there to behave unusually. */
  private static final long GONE_MS = Duration.ofMinutes(15).toMillis();

  private final EntityScorer scorer;
  private final long allowedLatenessMs;
  private final ScorerMeters meters;
  private final DueTimes due = new DueTimes();
  private ProcessorContext<String, Object> context;
  private AccumulatingStore<String, EntityWindows> windows;
  private KeyValueStore<String, Profile> profiles;
  private StoredMemory memory;

  private WindowScorer(ScoringPolicy policy, long allowedLatenessMs, ScorerMeters meters) {
    this.scorer = new EntityScorer(policy);
    this.allowedLatenessMs = allowedLatenessMs;
    this.meters = meters;
  }

  /** The processor and its stores. */
  public static ProcessorSupplier<String, EntityPart, String, Object> supplier(
      ScoringPolicy policy, Duration allowedLateness, ScorerMeters meters) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, EntityPart, String, Object> get() {
        return new WindowScorer(policy, allowedLateness.toMillis(), meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            ScorerStores.windowsStore(),
            ScorerStores.profilesStore(),
            ScorerStores.rowsStore(),
            ScorerStores.modelsStore());
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    windows = context.getStateStore(ScorerStores.WINDOWS);
    profiles = context.getStateStore(ScorerStores.PROFILES);
    memory =
        new StoredMemory(
            context.getStateStore(ScorerStores.MODELS), context.getStateStore(ScorerStores.ROWS));
    long now = context.currentSystemTimeMs();
    windows.forEach(
        (entity, each) -> {
          each.listenFrom(now);
          due.at(now, entity);
        });
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<String, EntityPart> record) {
    EntityPart part = record.value();
    String entity = record.key();
    long now = context.currentSystemTimeMs();
    EntityWindows mine = windows.change(entity, () -> new EntityWindows(part.service()));
    if (!mine.merge(part.source(), part.start(), part.window(), now)) {
      meters.late();
    }
    close(entity, mine, now);
    due.at(lookAgainAt(mine), entity);
  }

  private long lookAgainAt(EntityWindows mine) {
    return Math.min(mine.dueAt(allowedLatenessMs), mine.heardAt() + GONE_MS);
  }

  private void look(long now) {
    long stop = System.nanoTime() + MOST_AT_ONCE.toNanos();
    String entity = due.next(now);
    for (; entity != null; entity = System.nanoTime() < stop ? due.next(now) : null) {
      EntityWindows mine = windows.get(entity);
      if (mine != null) {
        close(entity, mine, now);
        resolveWhenGone(entity, mine, now);
        if (now < mine.heardAt() + GONE_MS) {
          due.at(lookAgainAt(mine), entity);
        }
      }
    }
  }

  private void close(String entity, EntityWindows mine, long now) {
    Closed closed = mine.close(now, allowedLatenessMs);
    while (closed != null) {
      windows.touch(entity);
      score(entity, mine.service(), closed, now);
      closed = mine.close(now, allowedLatenessMs);
    }
  }

  private void score(String entity, String service, Closed closed, long now) {
    long began = System.nanoTime();
    Profile known = profiles.get(entity);
    Profile profile = known == null ? new Profile() : known;
    Scored scored =
        scorer.score(entity, service, closed.start(), closed.window(), profile, memory.of(entity));
    profiles.put(entity, profile);
    context.forward(new Record<>(entity, (Object) scored.score(), now));
    if (scored.alert() != null) {
      forward(scored.alert(), now);
    }
    if (scored.model() != null) {
      meters.trained();
      LOG.info("model trained: entity={} modelId={}", entity, scored.model().modelId());
      context.forward(new Record<>(entity, (Object) scored.model(), now));
    }
    meters.scored(scored.score().mode(), System.nanoTime() - began);
  }

  private void resolveWhenGone(String entity, EntityWindows mine, long now) {
    if (now - mine.heardAt() < GONE_MS) {
      return;
    }
    Profile profile = profiles.get(entity);
    if (profile != null && profile.alerting()) {
      forward(scorer.silent(profile, mine.newest() + GONE_MS), now);
      profiles.put(entity, profile);
    }
  }

  private void forward(Alert alert, long now) {
    context.forward(new Record<>(alert.fingerprint(), (Object) alert, now));
  }
}
