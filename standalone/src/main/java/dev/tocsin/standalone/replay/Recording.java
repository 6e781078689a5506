package dev.tocsin.standalone.replay;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** A file of events: CSV or NDJSON, either of them gzipped. Its contents say whether it is. */
final class Recording {
  private static final int BUFFER = 1 << 16;
  private static final int SNIFFED = 4_096;

  private Recording() {}

  /**
   * Opens the file.
   *
   * @param onRead hears how many more bytes of the file have been read, compressed ones if it is
   */
  static RowSource open(Path path, LongConsumer onRead) throws IOException {
    InputStream raw = new BufferedInputStream(counted(path, onRead), BUFFER);
    try {
      InputStream in = raw;
      if (startsWith(raw, 0x1f, 0x8b)) {
        in = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
      }
      String file = path.getFileName().toString();
      return ndjson(file, in) ? new JsonLines(file, in) : new CsvRows(file, in);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean ndjson(String file, InputStream in) throws IOException {
    String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv")) {
      return false;
    }
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json")) {
      return true;
    }
    in.mark(SNIFFED);
    byte[] head = in.readNBytes(SNIFFED);
    in.reset();
    for (byte b : head) {
      if (!Character.isWhitespace(b)) {
        return b == '{';
      }
    }
    return false;
  }

  private static boolean startsWith(InputStream in, int first, int second) throws IOException {
    in.mark(2);
    boolean equal = in.read() == first && in.read() == second;
    in.reset();
    return equal;
  }

  private static InputStream counted(Path path, LongConsumer onRead) throws IOException {
    return new FilterInputStream(Files.newInputStream(path)) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
          onRead.accept(1);
        }
        return value;
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        int read = super.read(to, from, length);
        if (read > 0) {
          onRead.accept(read);
        }
        return read;
      }
    };
  }
}
