package dev.tocsin.evaluation.bench.cause;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A recorded table: one row for each time, one column for each statistic of a service's metric.
 *
 * @param times epoch milliseconds, ascending
 * @param columns the values, one for each time; NaN where there is none
 */
record MetricsTable(long[] times, Map<Column, double[]> columns) {
  /** Service, metric, statistic, and one that names the times. */
  private static final int HEADERS = 4;

  /** What a column holds. */
  record Column(String service, String metric, String statistic) {}

  /** Reads a compressed CSV file with its header lines. */
  static MetricsTable read(Path file) throws IOException {
    List<CsvRecord> lines = lines(file);
    List<CsvRecord> rows = lines.subList(HEADERS, lines.size());
    long[] times =
        rows.stream().mapToLong(row -> Math.round(number(row.getField(0)) * 1000)).toArray();
    Map<Column, double[]> columns = new LinkedHashMap<>();
    for (int i = 1; i < lines.get(0).getFieldCount(); i++) {
      int at = i;
      columns.put(
          new Column(lines.get(0).getField(i), lines.get(1).getField(i), lines.get(2).getField(i)),
          rows.stream().mapToDouble(row -> number(row.getField(at))).toArray());
    }
    return new MetricsTable(times, columns);
  }

  /** The lines of a compressed CSV file. */
  static List<CsvRecord> lines(Path file) throws IOException {
    try (Reader text =
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
        CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
      return csv.stream().toList();
    }
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  /** A column's values; null where the table does not have it. */
  double[] values(String service, String metric, String statistic) {
    return columns.get(new Column(service, metric, statistic));
  }

  /** The rows from a time on. */
  MetricsTable from(long time) {
    int first = (int) Arrays.stream(times).filter(t -> t < time).count();
    Map<Column, double[]> later = new LinkedHashMap<>();
    columns.forEach((c, values) -> later.put(c, tail(values, first)));
    return new MetricsTable(Arrays.copyOfRange(times, first, times.length), later);
  }

  private static double[] tail(double[] values, int first) {
    return Arrays.copyOfRange(values, first, values.length);
  }
}
