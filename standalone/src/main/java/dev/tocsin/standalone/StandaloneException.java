package dev.tocsin.standalone;

/** The system could not be started; the message is for whoever typed the command. */
public final class StandaloneException extends RuntimeException {
  public StandaloneException(String message) {
    super(message);
  }

  public StandaloneException(String message, Throwable cause) {
    super(message, cause);
  }
}
