package dev.tocsin.report.rest;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes reports as pages. */
@Provider
@Produces(ReportAnswer.PDF)
public class PdfWriter implements MessageBodyWriter<ReportAnswer> {
  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return ReportAnswer.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      ReportAnswer report,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream to)
      throws IOException {
    headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, report.about().attachment("pdf"));
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    write(report, pages);
    pages.writeTo(to);
  }

  static void write(ReportAnswer report, OutputStream to) throws IOException {
    try (PdfPages pages = new PdfPages()) {
      pages.title("Tocsin: " + report.about().report());
      pages.lines(report.about().lines());
      for (Sheet sheet : report.sheets()) {
        pages.table(sheet);
      }
      pages.save(to);
    }
  }
}
