package dev.tocsin.events;

import java.util.List;

/**
 * Which alerts keep others from paging, with Alertmanager's meaning.
 *
 * @param title what people call it, or null
 * @param rules at least one
 */
public record InhibitionSpec(String title, List<Rule> rules) {

  public InhibitionSpec {
    rules = Lists.required("rules", rules, "at least one {source, target, equal}");
  }

  /**
   * While an alert fires that the source's matchers match, alerts that the target's match page
   * nobody, if both have the same values of the labels in {@code equal}. A missing label equals the
   * empty text, on both sides. An alert that matches both sides is not inhibited by others of which
   * the same is true, itself among them.
   *
   * @param source matchers of the alert that inhibits, at least one
   * @param target matchers of those that it inhibits, at least one
   * @param equal labels that both must have alike; default none
   */
  public record Rule(List<Matcher> source, List<Matcher> target, List<String> equal) {
    public Rule {
      source = Lists.required("source", source, "at least one matcher");
      target = Lists.required("target", target, "at least one matcher");
      equal = Lists.orEmpty("equal", equal);
    }
  }
}
