package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A condition on one label, with Alertmanager's meaning and written as there: {@code
 * severity=~"critical|emergency"}. A label that is missing equals the empty text; a regular
 * expression is RE2's and must match the whole value.
 */
public final class Matcher {
  /** How the value is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }

  private final String label;
  private final Operator operator;
  private final String value;
  private final Pattern pattern;

  /**
   * @throws InvalidFieldException when the value is no regular expression and has to be one
   */
  public Matcher(String label, Operator operator, String value) {
    this.label = label;
    this.operator = operator;
    this.value = value;
    boolean regex = operator == Operator.MATCHES || operator == Operator.MATCHES_NOT;
    try {
      this.pattern = regex ? Pattern.compile(value) : null;
    } catch (PatternSyntaxException e) {
      throw new InvalidFieldException(
          "", "must have a regular expression of RE2: " + e.getMessage());
    }
  }

  /**
   * The one matcher in this text.
   *
   * @throws InvalidFieldException when it is none, or several
   */
  @JsonCreator
  public static Matcher of(String text) {
    List<Matcher> all = all(text);
    if (all.size() != 1) {
      throw new InvalidFieldException("", MatcherText.RULE);
    }
    return all.get(0);
  }

  /**
   * The matchers in this text, which may be several between commas and in braces.
   *
   * @throws InvalidFieldException when it says something else
   */
  public static List<Matcher> all(String text) {
    return new MatcherText(text).read();
  }

  /** Whether every one of them matches; none at all match everything. */
  public static boolean allMatch(Collection<Matcher> matchers, Map<String, String> labels) {
    return matchers.stream().allMatch(each -> each.matches(labels));
  }

  /** Whether labels satisfy it. */
  public boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(label, "");
    return switch (operator) {
      case EQUAL -> value.equals(actual);
      case NOT_EQUAL -> !value.equals(actual);
      case MATCHES -> pattern.matches(actual);
      case MATCHES_NOT -> !pattern.matches(actual);
    };
  }

  /** As it is written; {@link #of} reads it back. */
  @JsonValue
  @Override
  public String toString() {
    String name = label.matches(MatcherText.BARE) ? label : MatcherText.quoted(label);
    return name + operator.sign + MatcherText.quoted(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
