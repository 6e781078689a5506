package dev.tocsin.events.alertmanager;

import dev.tocsin.events.openslo.Field;

/** The defaults of all receivers. */
final class Global {
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
        "pagerduty_url");
    for (Field each : global.values()) {
      if (each.name().startsWith("smtp_") && !each.name().equals("smtp_from")) {
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
