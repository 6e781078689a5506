package dev.tocsin.report.domain;

/** Cells that a spreadsheet does not take for formulas. */
public final class FormulaSafe {
  private FormulaSafe() {}

  /**
   * The text, with an apostrophe before it if it begins with what starts a formula and is not a
   * plain number (OWASP: CSV injection).
   */
  public static String text(String text) {
    if (text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    return text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?") ? text : "'" + text;
  }
}
