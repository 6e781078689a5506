package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.openslo.Field;

/** A Slack bot's token: declared as such, or as what is sent to the method that posts messages. */
final class SlackToken {
  /** The method that posts messages: an address that is no secret. */
  static final String POSTS = "https://slack.com/api/chat.postMessage";

  private SlackToken() {}

  /** The file that it is in; null where an incoming webhook is used. */
  static String file(Field config, Global global) {
    String own = config.get("app_token_file").text();
    Field app =
        config.get("app_url").present() ? config.get("app_url") : global.get("slack_app_url");
    if (app.present() && !POSTS.equals(app.text())) {
      app.wrong("must be " + POSTS);
    }
    Field http = config.get("http_config");
    ObjectNode sent = HttpConfig.read(http);
    if (sent == null) {
      return own != null || config.get("api_url_file").present()
          ? own
          : global.get("slack_app_token_file").text();
    }
    if (!"Bearer".equals(sent.path("scheme").asText())) {
      HttpConfig.refuseCredentials(http);
    }
    Field url =
        config.get("api_url").present() ? config.get("api_url") : global.get("slack_api_url");
    if (own == null && !POSTS.equals(url.text())) {
      http.wrong("has credentials, which only " + POSTS + " takes: name that as api_url");
    }
    return own == null ? sent.path("file").asText() : own;
  }
}
