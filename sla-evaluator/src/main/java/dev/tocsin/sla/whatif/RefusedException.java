package dev.tocsin.sla.whatif;

/** A question that cannot be answered as it was asked, or not now. */
public final class RefusedException extends RuntimeException {
  private final Kind kind;

  /** What whoever asked can do about it. */
  public enum Kind {
    /** Ask for less. */
    TOO_MUCH,
    /** Ask again in a moment. */
    NOT_NOW
  }

  public RefusedException(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
