package dev.tocsin.events.egress;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a webhook's receiver who sent a body, and when. */
public final class WebhookSignature {
  static final String TIME_HEADER = "X-Tocsin-Timestamp";
  static final String SIGNATURE_HEADER = "X-Tocsin-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /**
   * The headers: the time in seconds, and {@code v1=} with the hexadecimal digits of the
   * HMAC-SHA256 (RFC 2104) of time, a dot, and body.
   *
   * @param key what both sides know
   */
  public static Map<String, String> headers(String key, Instant now, byte[] body) {
    String time = String.valueOf(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      String digits = HexFormat.of().formatHex(mac.doFinal(body));
      return Map.of(TIME_HEADER, time, SIGNATURE_HEADER, "v1=" + digits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
