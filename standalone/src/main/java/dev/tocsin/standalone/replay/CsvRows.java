package dev.tocsin.standalone.replay;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The rows of a CSV file (RFC 4180) whose first row names the columns. */
final class CsvRows implements RowSource {
  /** Enough to tell a text column from a numeric one. */
  private static final int SAMPLE = 100;

  private final String file;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final Deque<Row.Cells> ahead = new ArrayDeque<>();

  /**
   * @param file the file's name
   * @throws IOException when there is not even a header
   */
  CsvRows(String file, InputStream in) throws IOException {
    this.file = file;
    this.records =
        CsvReader.builder()
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(in)
            .iterator();
    Row.Cells first = read();
    if (first == null) {
      throw new IOException("is empty: the first line must name the columns");
    }
    this.header = first.cells().stream().map(String::strip).toList();
  }

  @Override
  public Row next() throws IOException {
    return ahead.isEmpty() ? read() : ahead.poll();
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  public RowMapper mapper(Mapping mapping) throws IOException {
    while (ahead.size() < SAMPLE) {
      Row.Cells row = read();
      if (row == null) {
        break;
      }
      ahead.add(row);
    }
    return new CellsMapper(mapping, file, header, List.copyOf(ahead));
  }

  private Row.Cells read() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord row = records.next();
      return new Row.Cells(row.getStartingLineNumber(), row.getFields());
    } catch (CsvParseException e) {
      throw new IOException("is not CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
