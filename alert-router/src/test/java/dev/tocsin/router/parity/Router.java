package dev.tocsin.router.parity;

import java.util.List;
import java.util.Map;

/** What takes alerts and tells receivers. */
interface Router extends AutoCloseable {
  void fire(List<Map<String, String>> alerts) throws Exception;

  void resolve(List<Map<String, String>> alerts) throws Exception;

  void silence(String name, String matcher) throws Exception;

  void unsilence(String name) throws Exception;

  /** All that was told so far; waits until it is at least so many. */
  List<Told> told(int atLeast) throws Exception;

  @Override
  void close();

  /**
   * A notification.
   *
   * @param alerts each with its status
   */
  record Told(String receiver, String status, List<String> alerts) {
    @Override
    public String toString() {
      return receiver + " " + status + " " + alerts;
    }
  }
}
