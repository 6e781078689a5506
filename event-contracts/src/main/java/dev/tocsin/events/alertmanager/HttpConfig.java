package dev.tocsin.events.alertmanager;

import dev.tocsin.events.openslo.Field;

/** How receivers are asked. Only what makes no difference here may be said. */
final class HttpConfig {
  private HttpConfig() {}

  static void read(Field config) {
    for (Field each : config.values()) {
      switch (each.name()) {
        case "follow_redirects" -> {
          if (each.flag() != Boolean.FALSE) {
            each.notice("is not taken over: redirects are never followed");
          }
        }
        case "enable_http2" -> each.notice("is not taken over: requests are made over HTTP/1.1");
        case "authorization", "basic_auth", "bearer_token", "bearer_token_file" ->
            each.wrong(
                "is not known here: a webhook's whole header is declared as its authorization, in"
                    + " Tocsin's own form");
        default -> each.wrong("is not known here: requests go straight to their target");
      }
    }
  }
}
