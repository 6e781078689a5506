package dev.tocsin.standalone.replay;

/** What somebody asked for makes no sense; the message says which option and why. */
final class InvalidOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidOptionException(String option, String reason) {
    super(option + ": " + reason);
  }
}
