package dev.tocsin.events;

/** Thrown by a definition's constructor when a field has a value that is not allowed. */
public final class InvalidFieldException extends IllegalArgumentException {
  private final transient Rejected rejected;

  public InvalidFieldException(String field, String reason) {
    super(field + ": " + reason);
    this.rejected = new Rejected(field, reason);
  }

  /** The field and what is allowed there. */
  public Rejected rejected() {
    return rejected;
  }
}
