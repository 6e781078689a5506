package dev.tocsin.report.rest;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes reports as workbooks (Office Open XML): one sheet for each table, and how to read them.
 */
@Provider
@Produces(ReportAnswer.XLSX)
public class XlsxWriter extends ReportWriter {
  /** What a sheet holds by its own format, header included. */
  private static final int MOST_ROWS = 1_048_575;

  /** What a cell holds by its own format. */
  private static final int LONGEST_TEXT = 32_767;

  /** Rows are handed on in parts, so that memory does not grow with them. */
  private static final int FLUSH = 1_000;

  public XlsxWriter() {
    super("xlsx");
  }

  @Override
  void file(ReportAnswer report, OutputStream to) throws IOException {
    write(report, to);
  }

  static void write(ReportAnswer report, OutputStream to) throws IOException {
    try (Workbook workbook = new Workbook(to, "Tocsin", "1.0")) {
      for (Sheet sheet : report.sheets()) {
        write(workbook.newWorksheet(sheet.name()), sheet);
      }
      write(
          workbook.newWorksheet("About"),
          Sheet.of("About", List.of("what", "value"), report.about().lines(), line -> line));
    }
  }

  private static void write(Worksheet worksheet, Sheet sheet) throws IOException {
    row(worksheet, 0, sheet.header());
    worksheet.range(0, 0, 0, sheet.header().size() - 1).style().bold().set();
    worksheet.freezePane(0, 1);
    int number = 0;
    for (List<Object> row : sheet.rows().subList(0, Math.min(MOST_ROWS, sheet.rows().size()))) {
      row(worksheet, ++number, row);
      if (number % FLUSH == 0) {
        worksheet.flush();
      }
    }
    worksheet.finish();
  }

  /** Texts are texts, never formulas. */
  private static void row(Worksheet worksheet, int number, List<?> cells) {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell instanceof Number value) {
        worksheet.value(number, column, value);
      } else if (cell != null) {
        String text = cell.toString();
        worksheet.value(number, column, text.substring(0, Math.min(LONGEST_TEXT, text.length())));
      }
    }
  }
}
