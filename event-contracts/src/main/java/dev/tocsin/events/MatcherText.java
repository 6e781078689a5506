package dev.tocsin.events;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads matchers. Labels and values may be quoted, and then have any character; {@code \"}, {@code
 * \\}, {@code \n} and {@code \t} are what they usually are, and any other backslash stands for
 * itself, so that {@code "\d+"} needs no second one.
 */
final class MatcherText {
  static final String RULE =
      "must be a matcher such as severity=\"critical\", with =, !=, =~ or !~";

  /** A label that needs no quotes. */
  static final String BARE = "[a-zA-Z_:][a-zA-Z0-9_:]*";

  private final String text;
  private int at;

  MatcherText(String text) {
    String whole = text == null ? "" : text.strip();
    boolean braces = whole.startsWith("{") && whole.endsWith("}");
    this.text = braces ? whole.substring(1, whole.length() - 1) : whole;
  }

  List<Matcher> read() {
    List<Matcher> matchers = new ArrayList<>();
    skipSpace();
    while (at < text.length()) {
      matchers.add(matcher());
      skipSpace();
      if (at < text.length() && text.charAt(at++) != ',') {
        throw wrong();
      }
      skipSpace();
    }
    return matchers;
  }

  private Matcher matcher() {
    String label = peek() == '"' ? quotedText() : bareLabel();
    skipSpace();
    Matcher.Operator operator = operator();
    skipSpace();
    return new Matcher(label, operator, peek() == '"' ? quotedText() : bareUntil(",\""));
  }

  private String bareLabel() {
    String label = bareUntil("=!,\"");
    if (label.isEmpty() || label.chars().anyMatch(Character::isWhitespace)) {
      throw wrong();
    }
    return label;
  }

  private Matcher.Operator operator() {
    Matcher.Operator longest = null;
    for (Matcher.Operator each : Matcher.Operator.values()) {
      boolean longer = longest == null || each.sign.length() > longest.sign.length();
      if (longer && text.startsWith(each.sign, at)) {
        longest = each;
      }
    }
    if (longest == null) {
      throw wrong();
    }
    at += longest.sign.length();
    return longest;
  }

  private String bareUntil(String ends) {
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quotedText() {
    StringBuilder read = new StringBuilder();
    at++;
    while (peek() != '"') {
      if (at >= text.length()) {
        throw wrong();
      }
      char c = text.charAt(at++);
      read.append(c == '\\' && at < text.length() ? unescaped(text.charAt(at++)) : c);
    }
    at++;
    return read.toString();
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '"', '\\' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        + '"';
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static InvalidFieldException wrong() {
    return new InvalidFieldException("", RULE);
  }
}
