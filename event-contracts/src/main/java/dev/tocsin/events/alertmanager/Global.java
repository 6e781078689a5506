package dev.tocsin.events.alertmanager;

import dev.tocsin.events.openslo.Field;
import java.util.Set;

/** The defaults of all receivers. */
final class Global {
  /** Of kinds of receivers that are refused where they are declared. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "opsgenie_api_url",
          "telegram_api_url",
          "victorops_api_url",
          "webex_api_url",
          "wechat_api_url");

  private final Field global;

  Global(Field global) {
    this.global = global;
    global.only(
        "resolve_timeout",
        "smtp_from",
        "smtp_smarthost",
        "smtp_hello",
        "smtp_auth_username",
        "smtp_auth_password",
        "smtp_auth_password_file",
        "smtp_auth_secret",
        "smtp_auth_identity",
        "smtp_require_tls",
        "slack_api_url",
        "slack_api_url_file",
        "pagerduty_url",
        "opsgenie_api_url",
        "telegram_api_url",
        "victorops_api_url",
        "webex_api_url",
        "wechat_api_url",
        "http_config");
    HttpConfig.read(global.get("http_config"));
    for (Field each : global.values()) {
      if (OF_OTHERS.contains(each.name())) {
        each.notice("has no use: there are no receivers of that kind here");
      } else if (each.name().startsWith("smtp_") && !each.name().equals("smtp_from")) {
        each.notice("is the alert router's own: quarkus.mailer.* says where mail goes");
      }
    }
    if (global.get("resolve_timeout").present()) {
      global.get("resolve_timeout").notice("has no use: whoever raises an alert says when it ends");
    }
    if (global.get("slack_api_url").present()) {
      global
          .get("slack_api_url")
          .wrong("is a secret: put it in a file and name that, as slack_api_url_file");
    }
  }

  Field get(String name) {
    return global.get(name);
  }
}
