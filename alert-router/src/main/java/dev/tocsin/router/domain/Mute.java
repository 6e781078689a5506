package dev.tocsin.router.domain;

/**
 * What keeps an alert from paging for now.
 *
 * @param by what: {@code silence/upgrade}, {@code inhibition/datacentre[0]}, {@code
 *     interval/weekend}
 * @param until when it ends, wall clock, epoch milliseconds; null when that is not known
 * @param warnAt when to tell that it ends soon, wall clock, epoch milliseconds; null when nobody is
 *     to be told, or was
 * @param warnTo whom to tell
 */
record Mute(String by, Long until, Long warnAt, String warnTo) {
  static Mute by(String what) {
    return new Mute(what, null, null, null);
  }

  boolean sameAs(Mute other) {
    return by.equals(other.by);
  }

  boolean warnDue(long now) {
    return warnAt != null && warnAt <= now;
  }

  /** Whether it has ended, or will soon and that is to be told. */
  boolean due(long now) {
    return until != null && until <= now || warnDue(now);
  }

  Mute warned() {
    return new Mute(by, until, null, warnTo);
  }

  /** The same mute as judged anew; who was warned of the same end is not warned again. */
  Mute again(Mute newer) {
    boolean sameEnd = until == null ? newer.until == null : until.equals(newer.until);
    return sameEnd ? this : newer;
  }
}
