package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the header {@code Authorization} is made of, and where the secret in it is found.
 *
 * @param scheme what stands before the secret, such as {@code Bearer}; null where the secret is the
 *     whole value
 * @param username of Basic authentication, whose password the secret is; null for another
 * @param env as of {@link Secret}
 * @param file as of {@link Secret}
 */
public record Authorization(String scheme, String username, String env, String file) {
  public Authorization {
    new Secret(env, file);
    if (scheme != null && username != null) {
      throw new InvalidFieldException("username", "makes the scheme Basic: leave scheme out");
    }
    if (scheme != null && !scheme.matches("[A-Za-z0-9-]{1,64}")) {
      throw new InvalidFieldException("scheme", "must be a word such as Bearer");
    }
    if (username != null && (username.isEmpty() || !username.matches("[ -9;-~]*"))) {
      throw new InvalidFieldException("username", "must be printable ASCII without a colon");
    }
  }

  /** Where the secret is found. */
  public Secret secret() {
    return new Secret(env, file);
  }

  /** The header's value. */
  public String header(String secret) {
    if (username != null) {
      byte[] both = (username + ":" + secret).getBytes(StandardCharsets.US_ASCII);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }
    return scheme == null ? secret : scheme + " " + secret;
  }
}
