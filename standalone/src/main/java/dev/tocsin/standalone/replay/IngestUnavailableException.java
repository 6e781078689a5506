package dev.tocsin.standalone.replay;

import java.io.IOException;

/** The ingest service did not take a batch for as long as the client was willing to try. */
public final class IngestUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  IngestUnavailableException(String message) {
    super(message);
  }
}
