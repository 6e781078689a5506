package dev.tocsin.report.rest;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;

/** Writes reports as pages. */
@Provider
@Produces(ReportAnswer.PDF)
public class PdfWriter extends ReportWriter {
  public PdfWriter() {
    super("pdf");
  }

  @Override
  void file(ReportAnswer report, OutputStream to) throws IOException {
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    write(report, pages);
    pages.writeTo(to);
  }

  static void write(ReportAnswer report, OutputStream to) throws IOException {
    try (PdfPages pages = new PdfPages(ZoneId.of(report.about().zone()))) {
      pages.title("Tocsin: " + report.about().report());
      pages.lines(report.about().lines());
      for (Sheet sheet : report.pages()) {
        pages.table(sheet);
      }
      pages.save(to);
    }
  }
}
