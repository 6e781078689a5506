package dev.tocsin.report.persistence;

/** The database did not answer in time. */
public final class UnavailableException extends RuntimeException {
  public UnavailableException(String what) {
    super(what);
  }
}
