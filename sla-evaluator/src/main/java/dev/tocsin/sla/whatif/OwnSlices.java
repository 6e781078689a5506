package dev.tocsin.sla.whatif;

import dev.tocsin.sla.stream.SliceReader;
import java.util.List;

/** The slices that this process owns, to be read beside the stream. */
public interface OwnSlices {
  /** Every service that has any. */
  List<String> services();

  /**
   * A reader that has all slices of this service.
   *
   * @throws RefusedException when they are somewhere else by now
   */
  SliceReader of(String service);
}
