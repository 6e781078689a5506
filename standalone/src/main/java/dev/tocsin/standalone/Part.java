package dev.tocsin.standalone;

import dev.tocsin.embedded.ChildProcess;
import java.nio.file.Path;
import java.util.Optional;

/** One process of the system. Calls come from one thread at a time. */
interface Part {
  String name();

  int port();

  /** Where it can be reached. */
  String address();

  Path log();

  /** Starts it; what an earlier run left of it is stopped first. */
  void start();

  /** Whether it does its work. */
  boolean ready();

  /** Its process, alive or not; empty before the first start. */
  Optional<ChildProcess> process();

  void stop();

  /** Stops what a crashed run left behind; true if there was something. */
  boolean stopStale();

  /** Whether its process runs. */
  default boolean alive() {
    return process().filter(ChildProcess::alive).isPresent();
  }
}
