package dev.tocsin.report.projection;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the projection says of itself, for answers, health and metrics. Written by its thread. */
@Singleton
public class ProjectionStatus {
  private static final long UNKNOWN = -1;
  private static final long SMALL_LAG = 1_000;

  private volatile Role role = Role.STARTING;
  private volatile long lag = UNKNOWN;
  private volatile long asOf;
  private volatile String problem;
  private final AtomicLong rebuilds = new AtomicLong();
  private final Map<String, Long> changes = new ConcurrentHashMap<>();
  private long lagAtLastLook = Long.MAX_VALUE;

  /** What this instance does. */
  public enum Role {
    STARTING,
    /** It writes. */
    OWNER,
    /** Another instance writes; this one answers. */
    STANDBY
  }

  /** The newest record time projected, epoch milliseconds, or null when nothing is yet. */
  public Long asOf() {
    return asOf == 0 ? null : asOf;
  }

  /** Rises with each batch of this instance that changed one of these tables. */
  public long changes(Collection<String> tables) {
    return rebuilds.get()
        + tables.stream().mapToLong(table -> changes.getOrDefault(table, 0L)).sum();
  }

  /** Whether this instance writes: nothing changes without its {@code changes}. */
  public boolean writes() {
    return role == Role.OWNER;
  }

  public Role role() {
    return role;
  }

  /** Records that are not projected yet, or -1 while unknown. */
  public long lag() {
    return lag;
  }

  /** What hinders the projection now, or null. */
  public String problem() {
    return problem;
  }

  /** Whether what is read is nearly current: the lag is small, or falls from look to look. */
  public synchronized boolean caughtUp() {
    long now = lag;
    boolean falls = now != UNKNOWN && (now <= SMALL_LAG || now < lagAtLastLook);
    lagAtLastLook = now == UNKNOWN ? Long.MAX_VALUE : now;
    return role == Role.STANDBY || role == Role.OWNER && falls;
  }

  void role(Role newRole) {
    role = newRole;
    lag = UNKNOWN;
  }

  void lag(long records) {
    lag = records;
  }

  void asOf(long recordTime) {
    asOf = Math.max(asOf, recordTime);
  }

  /** Other tables are read from now on. */
  void everythingChanged() {
    rebuilds.incrementAndGet();
  }

  void changed(Batch batch) {
    batch.forEachTable((table, rows) -> changes.merge(table.name(), 1L, Long::sum));
  }

  void changed(String... tables) {
    for (String table : tables) {
      changes.merge(table, 1L, Long::sum);
    }
  }

  void problem(String what) {
    problem = what;
  }
}
