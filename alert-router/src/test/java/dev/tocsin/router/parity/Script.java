package dev.tocsin.router.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Steps that both systems take, and what each step told. */
final class Script {
  private final Router router;
  private final List<List<Router.Told>> phases = new ArrayList<>();
  private int seen;

  Script(Router router) {
    this.router = router;
  }

  Script fire(String... alerts) throws Exception {
    router.fire(labels(alerts));
    return this;
  }

  Script resolve(String... alerts) throws Exception {
    router.resolve(labels(alerts));
    return this;
  }

  Script silence(String name, String matcher) throws Exception {
    router.silence(name, matcher);
    return this;
  }

  Script unsilence(String name) throws Exception {
    router.unsilence(name);
    return this;
  }

  /**
   * Waits for so many notifications. Those of one group are in their order; among groups there is
   * none within a step.
   */
  void told(int many, String why) throws Exception {
    List<Router.Told> all = router.told(seen + many);
    List<Router.Told> news = all.subList(seen, all.size());
    assertThat(news).as(why).hasSize(many);
    phases.add(
        news.stream()
            .sorted(Comparator.comparing(Router.Told::receiver).thenComparing(Router.Told::group))
            .toList());
    seen = all.size();
  }

  List<List<Router.Told>> phases() {
    return phases;
  }

  private static List<Map<String, String>> labels(String... alerts) {
    return Arrays.stream(alerts).map(Script::labels).toList();
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    for (String pair : text.split(" ")) {
      labels.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    labels.putIfAbsent("service", "shop");
    return labels;
  }
}
