package dev.tocsin.router.egress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Amazon's signature, version 4, of a POST without a query.
 *
 * @param region such as eu-west-1
 * @param service such as sns
 * @param accessKey the access key's id
 * @param secretKey the secret access key
 * @param sessionToken the session's token, or null
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public record AwsSignature(
    String region, String service, String accessKey, String secretKey, String sessionToken) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** The headers, and those that sign them. */
  public Map<String, String> sign(
      URI target, Map<String, String> headers, byte[] body, Instant at) {
    String time = TIME.format(at);
    Map<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
    signed.put("host", target.getRawAuthority());
    signed.put("x-amz-date", time);
    if (sessionToken != null) {
      signed.put("x-amz-security-token", sessionToken);
    }
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue() + "\n")
            .collect(Collectors.joining());
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String request = String.join("\n", "POST", path, "", lines, names, hex(sha256(body)));
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(sha256(bytes(request))));
    byte[] key = bytes("AWS4" + secretKey);
    for (String part : scope.split("/")) {
      key = hmac(key, bytes(part));
    }
    Map<String, String> all = new TreeMap<>(signed);
    all.remove("host");
    all.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKey, scope, names, hex(hmac(key, bytes(toSign)))));
    return all;
  }

  /** The HMAC-SHA256 of the content, RFC 2104. */
  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
