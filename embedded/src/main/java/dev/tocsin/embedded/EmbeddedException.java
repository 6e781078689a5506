package dev.tocsin.embedded;

/** An embedded server could not be started; the message says what to do about it. */
public final class EmbeddedException extends RuntimeException {
  EmbeddedException(String message) {
    super(message);
  }

  EmbeddedException(String message, Throwable cause) {
    super(message, cause);
  }
}
