package dev.tocsin.router.parity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
   * @param group the labels that made the group, but the severity, which is no identity here
   * @param alerts each with its status
   */
  record Told(String receiver, String group, String status, List<String> alerts) {
    static Told of(
        String receiver, Map<String, String> labels, String status, List<String> alerts) {
      Map<String, String> group = new TreeMap<>(labels);
      group.remove("severity");
      return new Told(receiver, group.toString(), status, alerts.stream().sorted().toList());
    }
  }
}
