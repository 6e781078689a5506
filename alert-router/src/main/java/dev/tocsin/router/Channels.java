package dev.tocsin.router;

import dev.tocsin.events.Topics;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.channel.DashboardChannel;
import dev.tocsin.router.channel.KafkaChannel;
import dev.tocsin.router.channel.MailChannel;
import dev.tocsin.router.channel.PagerDutyChannel;
import dev.tocsin.router.channel.Pages;
import dev.tocsin.router.channel.SlackChannel;
import dev.tocsin.router.channel.SmsChannel;
import dev.tocsin.router.channel.SnsChannel;
import dev.tocsin.router.channel.WebhookChannel;
import dev.tocsin.router.text.PageText;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import java.net.InetAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;

/** The ways to reach receivers, as this service is configured, by the names of their contacts. */
record Channels(
    RouterConfig.Router config, Vertx vertx, MailClient mail, Executor senders, Clock clock) {

  Map<String, Channel> all(Admin admin, Topics topics, Conversations conversations) {
    PageText text = new PageText();
    Pages pages = new Pages(config.externalUrl().orElse(""));
    Secrets secrets =
        new Secrets(config.secrets().envPrefix(), config.secrets().directory(), System::getenv);
    Requests requests =
        new Requests(
            vertx,
            new TargetPolicy(
                config.targets().schemes(),
                config.targets().allowPrivate(),
                config.targets().allowedHosts().orElse(List.of())),
            InetAddress::getAllByName,
            config.dispatch().deadline(),
            senders,
            clock);
    Map<String, Channel> channels = new HashMap<>();
    channels.put("kafka", new KafkaChannel(admin, topics, pages));
    channels.put("webhook", new WebhookChannel(requests, secrets, pages, clock));
    channels.put(
        "mail",
        new MailChannel(mail, pages, text, config.mail().from(), config.dispatch().deadline()));
    channels.put("slack", new SlackChannel(requests, secrets, pages, text, conversations));
    channels.put("pagerduty", new PagerDutyChannel(requests, secrets, pages, text));
    channels.put("sns", new SnsChannel(requests, secrets, pages, text, clock));
    channels.put("sms", new SmsChannel(requests, secrets, pages, text));
    channels.put("dashboard", new DashboardChannel());
    return channels;
  }
}
