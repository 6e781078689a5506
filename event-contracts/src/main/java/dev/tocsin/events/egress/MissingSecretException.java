package dev.tocsin.events.egress;

/** A secret is not where the definition says; it may be there later. */
public final class MissingSecretException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MissingSecretException(String reason) {
    super("secret missing: " + reason);
  }
}
