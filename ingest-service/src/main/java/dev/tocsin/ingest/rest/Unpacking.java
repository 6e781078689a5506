package dev.tocsin.ingest.rest;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The content encodings that we take. */
enum Unpacking {
  IDENTITY,
  GZIP;

  /**
   * The encoding of this header.
   *
   * @throws Refused when it is neither gzip nor identity
   */
  static Unpacking of(String header) {
    String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      default -> throw Refused.unsupported("Content-Encoding must be gzip or identity");
    };
  }

  /**
   * The body unpacked; {@code packed} is closed unless it is the result. Stops as soon as the limit
   * is passed, whatever the stream would still unpack to.
   *
   * @throws Refused when it is too large or not gzip
   */
  Body unpack(Body packed, long limit, MemoryBudget budget) {
    if (this == IDENTITY) {
      return packed;
    }
    Body unpacked = new Body("the unpacked body is too large", limit, budget);
    try (packed;
        InputStream in =
            new GZIPInputStream(
                new ByteArrayInputStream(packed.bytes(), 0, packed.length()), 64 * 1024)) {
      byte[] chunk = new byte[64 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        unpacked.append(chunk, n);
      }
      return unpacked;
    } catch (ZipException | EOFException e) {
      unpacked.close();
      throw Refused.of(
          Response.Status.BAD_REQUEST, "the body is not whole gzip, as its header says");
    } catch (IOException e) {
      unpacked.close();
      throw new UncheckedIOException(e);
    } catch (Refused e) {
      unpacked.close();
      throw e;
    }
  }
}
