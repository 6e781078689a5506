package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir Path folder;

  @Test
  void readsCsvWithByteOrderMarkQuotesAndBlankLines() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "\uFEFFa,b\r\n\r\n1,\"x\ny\"\r\n2,z\r\n");

    List<Row> rows = rows(file);

    assertThat(rows)
        .containsExactly(
            new Row.Cells(3, List.of("1", "x\ny")), new Row.Cells(5, List.of("2", "z")));
  }

  @Test
  void readsGzippedFilesWhateverTheirName() throws IOException {
    Path file = folder.resolve("events");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"a\":1}\n\n[]\n{oops\n{\"b\":2} {}\n".getBytes(StandardCharsets.UTF_8));
    }
    AtomicLong read = new AtomicLong();

    List<Row> rows = new ArrayList<>();
    try (RowSource source = Recording.open(file, read::addAndGet)) {
      for (Row row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }

    assertThat(rows.get(0)).isInstanceOf(Row.Json.class);
    assertThat(rows.get(1)).isEqualTo(new Row.Broken(3, "must be a JSON object"));
    assertThat(rows.get(2)).isInstanceOf(Row.Broken.class);
    assertThat(rows.get(3).line()).isEqualTo(5);
    assertThat(rows.get(3)).isInstanceOf(Row.Broken.class);
    assertThat(read).hasValue(Files.size(file));
  }

  @Test
  void aFileThatEndsTooEarlyIsAnError() throws IOException {
    Path whole = folder.resolve("whole.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write("a,b\n1,2\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
    }
    Path half = folder.resolve("half.csv.gz");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> rows(half)).isInstanceOf(IOException.class);
  }

  @Test
  void anEmptyTableIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.csv"));

    assertThatThrownBy(() -> rows(file)).hasMessageStartingWith("is empty");
  }

  private static List<Row> rows(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (RowSource source = Recording.open(file, bytes -> {})) {
      for (Row row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
