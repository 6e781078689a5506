package dev.tocsin.report.projection;

/** Somebody else projects now: what this process holds is void. */
final class FencedException extends RuntimeException {
  FencedException(String what) {
    super(what);
  }
}
