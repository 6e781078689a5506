package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;

/** What slicing tells those who judge, keyed by service and in the order of event time. */
public sealed interface Timeline {
  /** What happens to one kind of a service's telemetry. */
  sealed interface Event extends Timeline {
    Input input();
  }

  /**
   * Something was counted.
   *
   * @param delta what, in the series that it was counted for
   * @param closedThrough every minute that ends here or earlier was closed already
   * @param watermark how far the service's event time has come
   * @param source where it was counted
   */
  record Counted(Delta delta, long closedThrough, long watermark, Deltas.Source source)
      implements Event {
    @Override
    public Input input() {
      return delta.key().input();
    }
  }

  /**
   * Minutes were closed.
   *
   * @param closedThrough every minute that ends here or earlier is closed now
   * @param watermark how far the service's event time has come
   * @param keptFrom what is older is no longer kept
   */
  record Closed(Input input, long closedThrough, long watermark, long keptFrom) implements Event {}

  /** A source is no longer behind, and nothing new has come from it yet. */
  record CaughtUp(Deltas.Source source) implements Timeline {}

  /** Nothing came for as long as anything is kept: the service's state is gone. */
  record Forgotten(Input input) implements Event {}
}
