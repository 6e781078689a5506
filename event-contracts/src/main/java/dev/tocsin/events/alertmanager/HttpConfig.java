package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.openslo.Field;

/**
 * How receivers are asked: credentials, and what makes no difference here. Proxies and certificates
 * are refused.
 */
final class HttpConfig {
  private HttpConfig() {}

  /**
   * Reads it for a receiver.
   *
   * @return what its requests are authorized by, as a webhook declares it; null when it does not
   *     say
   */
  static ObjectNode read(Field config) {
    ObjectNode authorization = null;
    for (Field each : config.values()) {
      ObjectNode read =
          switch (each.name()) {
            case "authorization" -> authorization(each);
            case "basic_auth" -> basic(each);
            case "bearer_token_file" -> file("Bearer", each.text());
            case "bearer_token" -> inline(each, "bearer_token_file");
            default -> indifferent(each);
          };
      if (read != null && authorization != null) {
        each.wrong("is one of at most one of authorization, basic_auth and bearer_token_file");
      }
      authorization = read == null ? authorization : read;
    }
    return authorization;
  }

  /** Credentials where there is no place for them. */
  static void refuseCredentials(Field config) {
    for (String name : new String[] {"authorization", "basic_auth", "bearer_token_file"}) {
      if (config.get(name).present()) {
        config.get(name).wrong("is not known here: only of webhook_configs, and Slack's token");
      }
    }
  }

  private static ObjectNode authorization(Field config) {
    config.only("type", "credentials", "credentials_file");
    inline(config.get("credentials"), "credentials_file");
    String type = config.get("type").text();
    String path = config.get("credentials_file").required("a file with the credentials").text();
    if ("basic".equalsIgnoreCase(type)) {
      config.get("type").wrong("is said as basic_auth");
    }
    return file(type == null ? "Bearer" : type.strip(), path);
  }

  private static ObjectNode basic(Field config) {
    config.only("username", "username_file", "password", "password_file");
    inline(config.get("password"), "password_file");
    if (config.get("username_file").present()) {
      config.get("username_file").wrong("is not known here: write the username itself");
    }
    ObjectNode read = file(null, config.get("password_file").required("a file").text());
    String username = config.get("username").required("who it is").text();
    return read == null ? null : read.put("username", username);
  }

  private static ObjectNode file(String scheme, String path) {
    if (path == null) {
      return null;
    }
    ObjectNode read = Json.mapper().createObjectNode();
    if (scheme != null) {
      read.put("scheme", scheme);
    }
    return read.put("file", path);
  }

  private static ObjectNode inline(Field secret, String file) {
    if (secret.present()) {
      secret.wrong(
          "is a secret, and a definition is read by many: put it in a file and name that, as "
              + file);
    }
    return null;
  }

  private static ObjectNode indifferent(Field each) {
    switch (each.name()) {
      case "follow_redirects" -> {
        if (each.flag() != Boolean.FALSE) {
          each.notice("is not taken over: redirects are never followed");
        }
      }
      case "enable_http2" -> each.notice("is not taken over: requests are made over HTTP/1.1");
      case "proxy_from_environment" -> {
        if (each.flag() == Boolean.TRUE) {
          each.wrong("is not known here: requests go straight to their target");
        }
      }
      case "tls_config" -> certificates(each);
      case "oauth2" -> each.wrong("is not known here: give a token, as authorization");
      default -> each.wrong("is not known here: requests go straight to their target");
    }
    return null;
  }

  private static void certificates(Field config) {
    for (Field each : config.values()) {
      if (!each.name().equals("insecure_skip_verify") || each.flag() != Boolean.FALSE) {
        each.wrong(
            "is not known here: certificates are checked against the authorities that the alert"
                + " router's Java trusts");
      }
    }
  }
}
