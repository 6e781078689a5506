package dev.tocsin.report.rest;

import dev.tocsin.report.rest.PdfColumns.Block;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** A4 pages, landscape, filled from the top: titles, lines, tables whose headers come again. */
final class PdfPages implements AutoCloseable {
  /** More rows than anybody reads on paper; a line says how many are left out. */
  static final int MOST_ROWS = 500;

  private static final float MARGIN = 36;
  private static final float SIZE = 7;
  private static final float LEADING = 10;
  private static final float TITLE = 14;
  private static final float GAP = 8;
  private static final float ROUNDING = 0.01f;

  /** Columns of epoch milliseconds. */
  private static final Set<String> TIMES =
      Set.of("from", "to", "start", "at", "began", "ended", "saturatesAt", "firstSeen", "lastSeen");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final ZoneId zone;

  private final PDDocument document = new PDDocument();
  private final PDRectangle paper =
      new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth());
  private final PDFont plain = new PDType1Font(FontName.HELVETICA);
  private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
  private PDPageContentStream page;
  private float top;

  /**
   * Empty pages.
   *
   * @param zone where times are said to be
   */
  PdfPages(ZoneId zone) {
    this.zone = zone;
  }

  void title(String text) throws IOException {
    text(bold, TITLE, MARGIN, advance(TITLE + LEADING), text);
  }

  void lines(List<List<Object>> lines) throws IOException {
    for (List<Object> line : lines) {
      String words = line.get(0) + ": " + line.get(1);
      for (String part : wrapped(plain, words, room())) {
        text(plain, SIZE, MARGIN, advance(LEADING), part);
      }
    }
  }

  void table(Sheet sheet) throws IOException {
    advance(LEADING);
    text(bold, SIZE + 2, MARGIN, advance(LEADING * 2), sheet.name());
    List<List<Object>> rows = sheet.rows().subList(0, Math.min(MOST_ROWS, sheet.rows().size()));
    List<List<String>> cells = rows.stream().map(row -> cells(sheet.header(), row)).toList();
    List<Float> wanted = new ArrayList<>();
    for (int i = 0; i < sheet.header().size(); i++) {
      float widest = width(bold, sheet.header().get(i));
      for (List<String> row : cells) {
        widest = Math.max(widest, width(plain, row.get(i)));
      }
      wanted.add(widest + GAP);
    }
    for (Block block : PdfColumns.blocks(wanted, PdfColumns.names(sheet), room())) {
      row(bold, sheet.header(), block, null);
      for (List<String> row : cells) {
        row(plain, row, block, sheet.header());
      }
      advance(LEADING / 2);
    }
    int left = sheet.rows().size() - rows.size();
    if (left > 0) {
      text(plain, SIZE, MARGIN, advance(LEADING), left + " further rows: CSV and XLSX have all.");
    }
  }

  void save(OutputStream to) throws IOException {
    if (page != null) {
      page.close();
      page = null;
    }
    document.save(to);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  /**
   * A row of as many lines as its longest cell; on a new page behind the header, if there is one.
   */
  private void row(PDFont font, List<String> cells, Block block, List<String> header)
      throws IOException {
    List<List<String>> texts = new ArrayList<>();
    int lines = 1;
    for (int i = 0; i < block.columns().size(); i++) {
      List<String> text =
          wrapped(font, cells.get(block.columns().get(i)), block.widths().get(i) - GAP);
      texts.add(text);
      lines = Math.max(lines, text.size());
    }
    if (header != null && top - LEADING * lines < MARGIN) {
      turn();
      row(bold, header, block, null);
    }
    for (int line = 0; line < lines; line++) {
      float y = advance(LEADING);
      float x = MARGIN;
      for (int i = 0; i < texts.size(); i++) {
        if (line < texts.get(i).size()) {
          text(font, SIZE, x, y, texts.get(i).get(line));
        }
        x += block.widths().get(i);
      }
    }
  }

  private List<String> cells(List<String> header, List<Object> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(cell(header.get(i), row.get(i)));
    }
    return cells;
  }

  /** People read dates; machines have the other forms. */
  private String cell(String column, Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number).replaceFirst("\\.?0+$", "");
    }
    if (value instanceof Long at && TIMES.contains(column)) {
      return TIME.format(Instant.ofEpochMilli(at).atZone(zone));
    }
    return value == null ? "" : value.toString();
  }

  /** The base line of the next line, on a new page when this one is full. */
  private float advance(float height) throws IOException {
    if (page == null || top - height < MARGIN) {
      turn();
    }
    top -= height;
    return top;
  }

  private void turn() throws IOException {
    if (page != null) {
      page.close();
    }
    PDPage next = new PDPage(paper);
    document.addPage(next);
    page = new PDPageContentStream(document, next);
    top = paper.getHeight() - MARGIN;
  }

  private void text(PDFont font, float size, float x, float y, String text) throws IOException {
    page.beginText();
    page.setFont(font, size);
    page.newLineAtOffset(x, y);
    page.showText(printable(text));
    page.endText();
  }

  private float room() {
    return paper.getWidth() - 2 * MARGIN;
  }

  private static float width(PDFont font, String text) throws IOException {
    return font.getStringWidth(printable(text)) / 1_000 * SIZE;
  }

  /** Lines of at most this width; a word that is longer goes on in the next line. */
  private static List<String> wrapped(PDFont font, String text, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : printable(text).split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(font, longer) > width + ROUNDING && !line.isEmpty()) {
        lines.add(line);
        longer = word;
      }
      while (width(font, longer) > width + ROUNDING && longer.length() > 1) {
        int fits = longer.length() - 1;
        while (fits > 1 && width(font, longer.substring(0, fits)) > width) {
          fits--;
        }
        lines.add(longer.substring(0, fits));
        longer = longer.substring(fits);
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /**
   * The fonts that every reader has know Western European letters; others become a question mark.
   */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> printable.append(c >= ' ' && c < 127 || c >= 161 && c < 256 ? (char) c : '?'));
    return printable.toString();
  }
}
