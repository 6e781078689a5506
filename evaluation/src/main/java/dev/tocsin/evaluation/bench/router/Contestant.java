package dev.tocsin.evaluation.bench.router;

import dev.tocsin.events.Alert;
import java.io.IOException;
import java.util.List;

/** Something that takes alerts and tells a receiver, in a process of its own. */
interface Contestant extends AutoCloseable {
  /** Hands over alerts; it may return before they are taken. */
  void take(List<Alert> alerts) throws IOException;

  /** Returns when all that was handed over has been dealt with, notices apart. */
  void awaitTaken() throws IOException;

  /** Processor time of its process so far, seconds. */
  double cpuSeconds();

  /** What of it a compiler that runs beside it took, seconds; zero when there is none. */
  double compilerSeconds();

  @Override
  void close();
}
