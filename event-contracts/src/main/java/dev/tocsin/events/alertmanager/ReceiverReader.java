package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.openslo.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads receivers: any number of configurations of each kind, secrets only by file. */
final class ReceiverReader {
  private static final String WORDS =
      "is not taken over: what a receiver is told is said by its own templates";

  private static final List<String> SERVER =
      List.of(
          "smarthost",
          "hello",
          "auth_username",
          "auth_password",
          "auth_password_file",
          "auth_secret",
          "auth_identity",
          "require_tls",
          "tls_config");

  /** What every configuration may have. */
  private static final List<String> OF_ALL = List.of("send_resolved", "http_config");

  private final Global global;

  ReceiverReader(Global global) {
    this.global = global;
  }

  /** What is declared of it; empty when it has no configuration. */
  ObjectNode read(Field receiver) {
    receiver.only(
        "name",
        "email_configs",
        "webhook_configs",
        "slack_configs",
        "pagerduty_configs",
        "sns_configs");
    ObjectNode spec = Json.mapper().createObjectNode();
    all(receiver.get("webhook_configs"), spec, "webhook", true, this::webhook);
    all(receiver.get("email_configs"), spec, "mail", false, this::mail);
    all(receiver.get("slack_configs"), spec, "slack", false, this::slack);
    all(receiver.get("pagerduty_configs"), spec, "pagerduty", true, this::pagerDuty);
    all(receiver.get("sns_configs"), spec, "sns", true, this::sns);
    return spec;
  }

  /** The first is the receiver's own, the others are beside it. */
  private static void all(
      Field configs,
      ObjectNode spec,
      String channel,
      boolean sendResolved,
      BiConsumer<Field, ObjectNode> reader) {
    for (Field config : configs.items()) {
      ObjectNode to = spec.has(channel) ? spec.withArray("/also").addObject() : spec;
      ObjectNode read = to.putObject(channel);
      reader.accept(config, read);
      Boolean said = config.get("send_resolved").flag();
      read.put("sendResolved", said == null ? sendResolved : said);
    }
  }

  private void webhook(Field config, ObjectNode to) {
    known(config, List.of("url", "url_file", "max_alerts", "timeout"), List.of());
    Field own = config.get("http_config");
    ObjectNode authorization = own.present() ? HttpConfig.read(own) : global.authorization();
    if (authorization != null) {
      to.set("authorization", authorization);
    }
    if (config.get("timeout").present()) {
      config.get("timeout").notice("is the alert router's own: tocsin.router.dispatch.deadline");
    }
    copy(config.get("url"), to, "url");
    secret(config.get("url_file"), to, "urlFrom");
    Field most = config.get("max_alerts");
    if (most.present()) {
      to.set("maxAlerts", most.node());
    }
  }

  private void mail(Field config, ObjectNode to) {
    for (String server : SERVER) {
      if (config.get(server).present()) {
        config
            .get(server)
            .notice("is the alert router's own: quarkus.mailer.* says where mail goes");
      }
    }
    List<String> taken = new ArrayList<>(SERVER);
    taken.addAll(List.of("to", "from"));
    known(config, taken, List.of("headers", "html", "text"));
    ArrayNode addresses = to.putArray("to");
    String all = config.get("to").required("mail addresses").text();
    for (String each : (all == null ? "" : all).split(",")) {
      addresses.add(address(each));
    }
    String from = or(config.get("from"), global.get("smtp_from")).text();
    if (from != null) {
      to.put("from", address(from));
    }
  }

  /** {@code Ops <ops@example.org>} is the address in it. */
  private static String address(String text) {
    int open = text.indexOf('<');
    int close = text.indexOf('>', open + 1);
    return (open >= 0 && close > open ? text.substring(open + 1, close) : text).strip();
  }

  private void slack(Field config, ObjectNode to) {
    known(
        config,
        List.of("api_url", "api_url_file", "app_token", "app_token_file", "app_url", "channel"),
        List.of(
            "username",
            "color",
            "title",
            "title_link",
            "pretext",
            "text",
            "fields",
            "short_fields",
            "footer",
            "fallback",
            "callback_id",
            "icon_emoji",
            "icon_url",
            "image_url",
            "thumb_url",
            "link_names",
            "mrkdwn_in",
            "actions"));
    copy(config.get("channel"), to, "channel");
    inline(config.get("app_token"), "app_token_file");
    String token = SlackToken.file(config, global);
    if (token != null) {
      to.putObject("token").put("file", token);
      return;
    }
    inline(config.get("api_url"), "api_url_file");
    secret(or(config.get("api_url_file"), global.get("slack_api_url_file")), to, "url");
  }

  private void pagerDuty(Field config, ObjectNode to) {
    known(
        config,
        List.of("routing_key", "routing_key_file", "service_key", "service_key_file", "url"),
        List.of(
            "client",
            "client_url",
            "description",
            "severity",
            "details",
            "images",
            "links",
            "class",
            "component",
            "group",
            "source"));
    plain(config);
    inline(config.get("routing_key"), "routing_key_file");
    for (String old : List.of("service_key", "service_key_file")) {
      if (config.get(old).present()) {
        config
            .get(old)
            .wrong(
                "is of PagerDuty's first Events API: name a key of the second, as routing_key_file");
      }
    }
    secret(config.get("routing_key_file"), to, "routingKey");
    copy(or(config.get("url"), global.get("pagerduty_url")), to, "url");
  }

  private void sns(Field config, ObjectNode to) {
    known(
        config,
        List.of("topic_arn", "target_arn", "phone_number", "api_url", "attributes", "sigv4"),
        List.of("subject", "message"));
    plain(config);
    copy(config.get("topic_arn"), to, "topicArn");
    copy(config.get("target_arn"), to, "targetArn");
    copy(config.get("phone_number"), to, "phoneNumber");
    copy(config.get("api_url"), to, "endpoint");
    config
        .get("attributes")
        .values()
        .forEach(a -> to.withObject("/attributes").put(a.name(), a.scalar()));
    Field sigv4 = config.get("sigv4").only("region", "access_key", "secret_key");
    copy(sigv4.get("region"), to, "region");
    inline(sigv4.get("access_key"), null);
    inline(sigv4.get("secret_key"), null);
    to.putObject("accessKey").put("env", "TOCSIN_SECRET_AWS_ACCESS_KEY_ID");
    to.putObject("secretKey").put("env", "TOCSIN_SECRET_AWS_SECRET_ACCESS_KEY");
    config.notice(
        "signs with what the alert router finds in TOCSIN_SECRET_AWS_ACCESS_KEY_ID and"
            + " TOCSIN_SECRET_AWS_SECRET_ACCESS_KEY");
  }

  private static void plain(Field config) {
    HttpConfig.read(config.get("http_config"));
    HttpConfig.refuseCredentials(config.get("http_config"));
  }

  private static void known(Field config, List<String> taken, List<String> words) {
    for (Field each : config.values()) {
      String name = each.name();
      if (words.contains(name)) {
        each.notice(WORDS);
      } else if (!taken.contains(name) && !OF_ALL.contains(name)) {
        each.wrong("is not known here: one of send_resolved, " + String.join(", ", taken));
      }
    }
  }

  private static void inline(Field secret, String file) {
    if (secret.present()) {
      String where =
          file == null
              ? "leave it out, and give it to the alert router's environment"
              : "put it in a file and name that, as " + file;
      secret.wrong("is a secret, and a definition is read by many: " + where);
    }
  }

  private static void secret(Field file, ObjectNode to, String name) {
    String path = file.text();
    if (path != null) {
      to.putObject(name).put("file", path);
    }
  }

  private static void copy(Field from, ObjectNode to, String name) {
    String text = from.scalar();
    if (text != null) {
      to.put(name, text);
    }
  }

  private static Field or(Field own, Field general) {
    return own.present() ? own : general;
  }
}
