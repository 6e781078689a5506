package dev.tocsin.standalone.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The identity of a file's row: the file's name, the line and what the event says. The same row
 * sent twice has the same identity, so that a retry changes nothing; the same line under another
 * mapping, or at another {@code --start}, is another event.
 *
 * @param file the file's name without its folder
 * @param line the line of the row
 */
record EventId(String file, long line) {
  private static final int BYTES = 16;

  /** The event with this identity added to it. */
  byte[] into(byte[] json) {
    byte[] id = (",\"id\":\"" + of(json) + "\"}").getBytes(StandardCharsets.US_ASCII);
    byte[] identified = Arrays.copyOf(json, json.length - 1 + id.length);
    System.arraycopy(id, 0, identified, json.length - 1, id.length);
    return identified;
  }

  private String of(byte[] json) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((file + ":" + line + ":").getBytes(StandardCharsets.UTF_8));
      byte[] hash = Arrays.copyOf(digest.digest(json), BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
