package dev.tocsin.embedded;

import java.io.IOException;
import java.io.InputStream;

/**
 * The broker's process: Kafka's own main class, ended as soon as the parent is gone.
 *
 * <p>The parent holds the other end of standard input. A parent that was killed cannot stop its
 * children, but its pipes close: no test run leaves a broker behind.
 */
final class GuardedBroker {
  private GuardedBroker() {}

  public static void main(String[] arguments) {
    Thread guard = new Thread(() -> awaitEnd(System.in), "parent-guard");
    guard.setDaemon(true);
    guard.start();
    kafka.Kafka.main(arguments);
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // The parent writes nothing; only the end matters.
        continue;
      }
      System.exit(0);
    } catch (IOException e) {
      System.exit(1);
    }
  }
}
