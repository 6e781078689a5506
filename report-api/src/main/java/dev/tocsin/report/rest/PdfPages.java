package dev.tocsin.report.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private final PDDocument document = new PDDocument();
  private final PDRectangle paper =
      new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth());
  private final PDFont plain = new PDType1Font(FontName.HELVETICA);
  private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
  private PDPageContentStream page;
  private float top;

  void title(String text) throws IOException {
    text(bold, TITLE, MARGIN, advance(TITLE + LEADING), text);
  }

  void lines(List<List<Object>> lines) throws IOException {
    for (List<Object> line : lines) {
      String words = line.get(0) + ": " + line.get(1);
      for (String part : wrapped(words)) {
        text(plain, SIZE, MARGIN, advance(LEADING), part);
      }
    }
  }

  void table(Sheet sheet) throws IOException {
    advance(LEADING);
    text(bold, SIZE + 2, MARGIN, advance(LEADING * 2), sheet.name());
    int columns = sheet.header().size();
    float width = (paper.getWidth() - 2 * MARGIN) / columns;
    row(bold, sheet.header(), width);
    List<List<Object>> rows = sheet.rows().subList(0, Math.min(MOST_ROWS, sheet.rows().size()));
    for (List<Object> row : rows) {
      if (top - LEADING < MARGIN) {
        turn();
        row(bold, sheet.header(), width);
      }
      row(plain, row, width);
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

  private void row(PDFont font, List<?> cells, float width) throws IOException {
    float line = advance(LEADING);
    for (int i = 0; i < cells.size(); i++) {
      text(font, SIZE, MARGIN + i * width, line, clipped(font, cell(cells.get(i)), width - 3));
    }
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number).replaceFirst("\\.?0+$", "");
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

  private String clipped(PDFont font, String text, float width) throws IOException {
    String clipped = printable(text);
    while (!clipped.isEmpty() && font.getStringWidth(clipped) / 1_000 * SIZE > width) {
      clipped = clipped.substring(0, clipped.length() - 1);
    }
    return clipped;
  }

  private List<String> wrapped(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : printable(text).split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (plain.getStringWidth(longer) / 1_000 * SIZE > paper.getWidth() - 2 * MARGIN) {
        lines.add(line);
        longer = word;
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
