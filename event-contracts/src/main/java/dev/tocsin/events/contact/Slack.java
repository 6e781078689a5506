package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.net.URI;

/**
 * Slack: an incoming webhook, or a bot, which can also answer in threads and update what it said.
 *
 * @param url where the incoming webhook's address is found, instead of {@code token}
 * @param token where the bot's token is found, instead of {@code url}
 * @param channel the channel's name or id; required with a token
 * @param api where Slack's methods are
 */
public record Slack(Secret url, Secret token, String channel, URI api, Boolean sendResolved)
    implements Contact {

  public Slack {
    if ((url == null) == (token == null)) {
      throw new InvalidFieldException("url", "exactly one of url and token is required");
    }
    if (token != null) {
      Contact.required("channel", channel, "a channel's name or id, where there is a token");
    }
    api = Contact.address("api", api, "https://slack.com/api");
    sendResolved = Contact.unlessSaid(sendResolved);
  }
}
