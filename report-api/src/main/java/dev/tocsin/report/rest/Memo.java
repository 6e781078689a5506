package dev.tocsin.report.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.report.persistence.Cancellation;
import dev.tocsin.report.persistence.UnavailableException;
import dev.tocsin.report.projection.ProjectionStatus;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes each report once for all who ask the same, and again only when one of the tables that it
 * reads has changed.
 *
 * <p>What is dear is made again at most once in ten times what it took, and while it is, the answer
 * before it is given: its {@code asOf} says of when it is, which is never more than {@value
 * #STALE_SECONDS} s ago. What is cheap is always made of what is there.
 */
@Singleton
class Memo {
  static final int STALE_SECONDS = 30;

  /** Of all answers as JSON; with their objects they take some four times as much. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 24;

  private static final long DEAR = Duration.ofMillis(50).toNanos();
  private static final long STALE = Duration.ofSeconds(STALE_SECONDS).toNanos();
  private static final long LONGEST_REST = Duration.ofSeconds(10).toNanos();

  private static final long REST = 10;

  /** Another instance writes: what changed is not known here. */
  private static final long UNKNOWN_CHANGES = Duration.ofSeconds(1).toNanos();

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ProjectionStatus projection;
  private final Executor executor = Infrastructure.getDefaultWorkerPool();

  /** Of half of the processors: who waits for an answer that there is not goes first. */
  private final Semaphore renewals =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final ObjectMapper json;
  private final CurrentVertxRequest request;

  /** By identity, and only as long as the answer is kept. */
  private final Cache<Object, byte[]> written = Caffeine.newBuilder().weakKeys().build();

  private long bytes;

  Memo(ProjectionStatus projection, ObjectMapper json, CurrentVertxRequest request) {
    this.projection = projection;
    this.request = request;
    this.json = json;
  }

  private static final class Entry {
    private final long changes;
    private final CompletableFuture<Object> answer = new CompletableFuture<>();
    private final Cancellation cancellation = new Cancellation();
    private int waiting;
    private long began;
    private long ended;
    private int size;
    private int counted;
    private boolean renewing;

    Entry(long changes) {
      this.changes = changes;
    }

    private boolean dear() {
      return ended - began > DEAR;
    }
  }

  /**
   * The answer to this question. For a thread that may wait.
   *
   * @param question all that the answer depends on, beside what is stored
   * @param tables what it reads
   */
  @SuppressWarnings("unchecked")
  <T> T answer(Object question, Collection<String> tables, Supplier<T> report) {
    Entry mine = new Entry(projection.changes(tables));
    RoutingContext asker = request.getCurrent();
    if (asker.response().closed()) {
      throw new UnavailableException("whoever asked has gone");
    }
    Entry found = claim(question, mine, report);
    asker.addEndHandler(ended -> left(question, found));
    if (found == mine) {
      make(mine, () -> mine.cancellation.during(report));
      made(question, mine);
    }
    return (T) await(found);
  }

  /** One of those who asked has the answer, or has gone: what nobody waits for is given up. */
  private synchronized void left(Object question, Entry entry) {
    entry.waiting--;
    if (entry.waiting == 0 && !entry.answer.isDone()) {
      entries.remove(question, entry);
      entry.cancellation.cancel();
    }
  }

  /** The JSON of an answer that this gave, or null. */
  byte[] json(Object answer) {
    return written.getIfPresent(answer);
  }

  private synchronized Entry claim(Object question, Entry mine, Supplier<?> report) {
    Entry claimed = find(question, mine, report);
    claimed.waiting++;
    return claimed;
  }

  /** Mine when it has to be made now; else the one that is there. */
  private Entry find(Object question, Entry mine, Supplier<?> report) {
    Entry found = entries.get(question);
    if (found != null) {
      long now = System.nanoTime();
      if (!found.answer.isDone() || current(found, mine, now)) {
        return found;
      }
      if (found.dear() && now - found.ended < STALE) {
        if (!found.renewing && renewals.tryAcquire()) {
          found.renewing = true;
          executor.execute(() -> renew(question, found, mine, report));
        }
        return found;
      }
    }
    put(question, mine);
    return mine;
  }

  private boolean current(Entry found, Entry mine, long now) {
    if (projection.writes()) {
      long rest = Math.min(LONGEST_REST, REST * (found.ended - found.began));
      return found.changes == mine.changes || found.dear() && now - found.ended < rest;
    }
    return now - found.ended < UNKNOWN_CHANGES;
  }

  private void make(Entry entry, Supplier<?> report) {
    entry.began = System.nanoTime();
    try {
      Object answer = report.get();
      byte[] body = json.writeValueAsBytes(answer);
      written.put(answer, body);
      entry.size = body.length;
      entry.ended = System.nanoTime();
      entry.answer.complete(answer);
    } catch (RuntimeException | JsonProcessingException | Error e) {
      entry.answer.completeExceptionally(e);
    }
  }

  private void renew(Object question, Entry found, Entry mine, Supplier<?> report) {
    try {
      make(mine, report);
    } finally {
      renewals.release();
    }
    synchronized (this) {
      if (mine.answer.isCompletedExceptionally()) {
        found.renewing = false;
      } else if (entries.get(question) == found) {
        put(question, mine);
        made(question, mine);
      }
    }
  }

  private synchronized void put(Object question, Entry entry) {
    Entry before = entries.put(question, entry);
    if (before != null) {
      bytes -= before.counted;
    }
  }

  /** Counts what is kept, and lets go of what was not asked for longest. */
  private synchronized void made(Object question, Entry entry) {
    if (entry.answer.isCompletedExceptionally()) {
      entries.remove(question, entry);
      return;
    }
    if (entries.get(question) == entry) {
      entry.counted = entry.size;
      bytes += entry.counted;
    }
    Iterator<Entry> eldest = entries.values().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      Entry next = eldest.next();
      if (next.counted > 0) {
        bytes -= next.counted;
        eldest.remove();
      }
    }
  }

  private static Object await(Entry entry) {
    try {
      return entry.answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new UnavailableException("the report takes too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted");
    }
  }
}
