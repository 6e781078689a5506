package dev.tocsin.report.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table stand on paper: each as wide as what is in it. Those that do not fit
 * beside each other come in a further block below, again behind the columns that name the rows.
 */
final class PdfColumns {
  /** A longer text is wrapped, unless there is room. */
  static final float WIDEST = 200;

  /** At most so many columns name a row. */
  private static final int MOST_NAMES = 3;

  private PdfColumns() {}

  /**
   * Columns side by side.
   *
   * @param columns which ones
   * @param widths how wide each is, in points
   */
  record Block(List<Integer> columns, List<Float> widths) {}

  /** How many leading columns say which row it is: texts, at least one. */
  static int names(Sheet sheet) {
    int names = 0;
    while (names < Math.min(MOST_NAMES, sheet.header().size() - 1) && isText(sheet, names)) {
      names++;
    }
    return Math.max(1, names);
  }

  private static boolean isText(Sheet sheet, int column) {
    return sheet.rows().stream().allMatch(row -> row.get(column) instanceof String);
  }

  /**
   * The blocks, in order.
   *
   * @param wanted how wide each column's content is
   * @param names how many of them name the rows
   * @param room how wide the paper is
   */
  static List<Block> blocks(List<Float> wanted, int names, float room) {
    List<Block> blocks = new ArrayList<>();
    List<Integer> columns = first(names);
    for (int column = names; column < wanted.size(); column++) {
      if (columns.size() > names && width(columns, wanted) + capped(wanted, column) > room) {
        blocks.add(block(columns, wanted, room));
        columns = first(names);
      }
      columns.add(column);
    }
    blocks.add(block(columns, wanted, room));
    return blocks;
  }

  private static List<Integer> first(int names) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      columns.add(i);
    }
    return columns;
  }

  /** What is left of the room goes to those that are wider than they should be. */
  private static Block block(List<Integer> columns, List<Float> wanted, float room) {
    float spare = Math.max(0, room - width(columns, wanted));
    List<Float> widths = new ArrayList<>();
    for (int column : columns) {
      float more = Math.min(spare, wanted.get(column) - capped(wanted, column));
      spare -= more;
      widths.add(capped(wanted, column) + more);
    }
    return new Block(columns, widths);
  }

  private static float width(List<Integer> columns, List<Float> wanted) {
    float sum = 0;
    for (int column : columns) {
      sum += capped(wanted, column);
    }
    return sum;
  }

  private static float capped(List<Float> wanted, int column) {
    return Math.min(WIDEST, wanted.get(column));
  }
}
