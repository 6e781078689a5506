package dev.tocsin.report.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes reports as files of one kind, which are saved under the report's name. */
abstract class ReportWriter implements MessageBodyWriter<ReportAnswer> {
  private final String extension;

  ReportWriter(String extension) {
    this.extension = extension;
  }

  /** Writes the whole file. */
  abstract void file(ReportAnswer report, OutputStream to) throws IOException;

  @Override
  public final boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return ReportAnswer.class.isAssignableFrom(type);
  }

  @Override
  public final void writeTo(
      ReportAnswer report,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream to)
      throws IOException {
    headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, report.about().attachment(extension));
    file(report, to);
  }
}
