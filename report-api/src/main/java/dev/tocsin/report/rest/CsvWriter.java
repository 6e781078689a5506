package dev.tocsin.report.rest;

import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.tocsin.report.domain.FormulaSafe;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Writes tables as RFC 4180: every cell quoted, no cell a formula. Before a table stands how to
 * read it, in lines that begin with {@code #}, as most readers of CSV take comments.
 */
@Provider
@Produces(Tabular.CSV)
public class CsvWriter implements MessageBodyWriter<Tabular> {
  private static final String WITH_HEADER = "text/csv;charset=UTF-8;header=present";

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Tabular.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Tabular table,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream to)
      throws IOException {
    headers.putSingle(HttpHeaders.CONTENT_TYPE, WITH_HEADER);
    if (table instanceof ReportAnswer report) {
      headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, report.about().attachment("csv"));
    }
    write(table, new OutputStreamWriter(to, StandardCharsets.UTF_8));
  }

  static void write(Tabular table, Writer to) throws IOException {
    try (var csv = builder().build(to)) {
      table
          .remarks()
          .forEach(line -> csv.writeComment(" %s: %s".formatted(line.get(0), line.get(1))));
      csv.writeRecord(table.header());
      table.rows().forEach(row -> csv.writeRecord(row.stream().map(CsvWriter::cell).toList()));
    }
  }

  private static de.siegmar.fastcsv.writer.CsvWriter.CsvWriterBuilder builder() {
    return de.siegmar.fastcsv.writer.CsvWriter.builder()
        .quoteStrategy(QuoteStrategies.ALWAYS)
        .lineDelimiter(LineDelimiter.CRLF);
  }

  private static String cell(Object value) {
    return value == null ? "" : FormulaSafe.text(value.toString());
  }
}
