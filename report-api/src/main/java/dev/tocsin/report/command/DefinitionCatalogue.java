package dev.tocsin.report.command;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.SpecCheck;
import dev.tocsin.report.persistence.ReadModel;
import dev.tocsin.report.persistence.UnavailableException;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * The definitions as people change them. A change is a record on the topic; it returns when the
 * projection shows it, so that whoever made it reads it. Blocking.
 *
 * <p>Changes of one process are made one after another. Two processes that change the same
 * definition in the same moment give both changes the same version; the later record stays.
 */
@Singleton
public class DefinitionCatalogue {
  private static final Logger LOG = Logger.getLogger(DefinitionCatalogue.class);
  private static final int LOOKS = 250;
  private static final long BETWEEN_LOOKS_MS = 20;

  private static final String FIND =
      """
      SELECT CASE WHEN d.deleted THEN NULL ELSE d.body END, coalesce(v.version, d.version)
      FROM definition d LEFT JOIN definition_version v USING (kind, name)
      WHERE d.kind = $1 AND d.name = $2""";

  private static final String PROJECTED =
      "SELECT next_off > $3 FROM projection_offset WHERE topic = $1 AND part = $2";

  private final ReadModel rows;
  private final ChangeLog changes;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  DefinitionCatalogue(ReadModel rows, ChangeLog changes, Clock clock) {
    this.rows = rows;
    this.changes = changes;
    this.clock = clock;
  }

  /** What became of a change. */
  public enum Outcome {
    CREATED,
    UPDATED,
    DELETED,
    /** It exists, and was to be made. */
    EXISTS,
    /** It does not exist, and was to be deleted. */
    ABSENT,
    /** It has another version than the one that was to be changed. */
    STALE
  }

  /**
   * A change's outcome.
   *
   * @param outcome what became of it
   * @param definition as it stands now, null when there is none
   */
  public record Change(Outcome outcome, Definition definition) {}

  /**
   * Makes a definition that does not exist.
   *
   * @throws dev.tocsin.events.InvalidFieldException when it may not be declared
   */
  public Change create(Definition wanted, String actor) {
    SpecCheck.check(wanted);
    return alone(
        () -> {
          Known known = find(wanted.kind(), wanted.name());
          return known.definition() != null
              ? new Change(Outcome.EXISTS, known.definition())
              : declare(wanted, known, Outcome.CREATED, actor);
        });
  }

  /**
   * Changes a definition, or makes it. A version other than 0 must be the present one.
   *
   * @throws dev.tocsin.events.InvalidFieldException when it may not be declared
   */
  public Change put(Definition wanted, String actor) {
    SpecCheck.check(wanted);
    return alone(
        () -> {
          Known known = find(wanted.kind(), wanted.name());
          long present = known.definition() == null ? 0 : known.version();
          if (wanted.version() != 0 && wanted.version() != present) {
            return new Change(Outcome.STALE, known.definition());
          }
          return declare(
              wanted, known, known.definition() == null ? Outcome.CREATED : Outcome.UPDATED, actor);
        });
  }

  /** Deletes a definition. */
  public Change delete(DefinitionKind kind, String name, String actor) {
    return alone(
        () -> {
          Known known = find(kind, name);
          if (known.definition() == null) {
            return new Change(Outcome.ABSENT, null);
          }
          awaitProjection(changes.withdraw(known.definition(), actor, clock.millis()));
          return new Change(Outcome.DELETED, null);
        });
  }

  private Change declare(Definition wanted, Known known, Outcome outcome, String actor) {
    Definition next =
        new Definition(
            wanted.kind(),
            wanted.name(),
            known.version() + 1,
            wanted.effectiveFrom(),
            wanted.spec());
    String action = outcome == Outcome.CREATED ? "create" : "update";
    awaitProjection(changes.declare(next, actor, action, clock.millis()));
    return new Change(outcome, next);
  }

  /** What is there, and the last version that there ever was. */
  private record Known(Definition definition, long version) {}

  private Known find(DefinitionKind kind, String name) {
    for (Row row : rows.queryNow(FIND, Tuple.of(kind.json(), name))) {
      Definition definition =
          Optional.ofNullable(row.getString(0))
              .map(body -> Json.mapper().convertValue(ReadModel.json(body), Definition.class))
              .orElse(null);
      return new Known(definition, row.getLong(1));
    }
    return new Known(null, 0);
  }

  private void awaitProjection(RecordMetadata written) {
    Tuple record = Tuple.of(written.topic(), written.partition(), written.offset());
    CountDownLatch never = new CountDownLatch(1);
    for (int look = 0; look < LOOKS; look++) {
      if (projected(record)) {
        return;
      }
      try {
        if (never.await(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    // It is made: Kafka has it. Only reads show it late.
    LOG.warnf("a change is not projected yet: offset=%d", written.offset());
  }

  /** A database that is too busy to say so makes nothing undone that Kafka has. */
  private boolean projected(Tuple record) {
    try {
      for (Row row : rows.queryNow(PROJECTED, record)) {
        return row.getBoolean(0);
      }
    } catch (UnavailableException e) {
      LOG.debugf("not known yet whether a change is projected: reason=%s", e.getMessage());
    }
    return false;
  }

  private <T> T alone(Supplier<T> change) {
    oneAtATime.lock();
    try {
      return change.get();
    } finally {
      oneAtATime.unlock();
    }
  }
}
