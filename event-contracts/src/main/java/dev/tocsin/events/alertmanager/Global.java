package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.openslo.Field;
import java.util.List;

/** The defaults of all receivers. */
final class Global {
  /** Beginnings of what concerns kinds of receivers that are refused where they are declared. */
  private static final List<String> OF_OTHERS =
      List.of(
          "discord_",
          "incidentio_",
          "jira_",
          "mattermost_",
          "msteams_",
          "opsgenie_",
          "pushover_",
          "rocketchat_",
          "telegram_",
          "victorops_",
          "webex_",
          "wechat_");

  private static final List<String> KNOWN =
      List.of(
          "resolve_timeout",
          "smtp_from",
          "slack_api_url",
          "slack_api_url_file",
          "slack_app_token",
          "slack_app_token_file",
          "slack_app_url",
          "pagerduty_url",
          "http_config");

  private final Field global;
  private final ObjectNode authorization;

  Global(Field global) {
    this.global = global;
    authorization = HttpConfig.read(global.get("http_config"));
    for (Field each : global.values()) {
      String name = each.name();
      if (OF_OTHERS.stream().anyMatch(name::startsWith)) {
        each.notice("has no use: there are no receivers of that kind here");
      } else if (name.startsWith("smtp_") && !name.equals("smtp_from")) {
        each.notice("is the alert router's own: quarkus.mailer.* says where mail goes");
      } else if (!KNOWN.contains(name)) {
        each.wrong("is not known here: one of smtp_*, " + String.join(", ", KNOWN));
      }
    }
    if (global.get("resolve_timeout").present()) {
      global.get("resolve_timeout").notice("has no use: whoever raises an alert says when it ends");
    }
    for (String secret : List.of("slack_api_url", "slack_app_token")) {
      if (global.get(secret).present() && !SlackToken.POSTS.equals(global.get(secret).text())) {
        global
            .get(secret)
            .wrong("is a secret: put it in a file and name that, as " + secret + "_file");
      }
    }
  }

  /** What requests are authorized by where a receiver does not say; null is nothing. */
  ObjectNode authorization() {
    return authorization;
  }

  Field get(String name) {
    return global.get(name);
  }
}
