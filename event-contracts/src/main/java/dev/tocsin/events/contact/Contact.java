package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.net.URI;

/** A way to reach a receiver. */
public sealed interface Contact
    permits Webhook, Mail, Slack, PagerDuty, Sns, Sms, KafkaTopic, Dashboard {

  /** Whether it is also told when everything is over; true unless said otherwise. */
  Boolean sendResolved();

  /** Whether it is an incident or a conversation, where everybody should see who has taken it. */
  default boolean showsWhoHasIt() {
    return this instanceof PagerDuty || this instanceof Slack;
  }

  /** The address, checked, or null when there is none. */
  static URI address(String field, URI url) {
    if (url == null) {
      return null;
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!http && !"https".equalsIgnoreCase(url.getScheme()) || url.getRawAuthority() == null) {
      throw new InvalidFieldException(field, "must be an http or https address");
    }
    if (url.getHost() == null) {
      throw new InvalidFieldException(field, "must have a host of letters, digits, '-' and '.'");
    }
    if (url.getRawUserInfo() != null) {
      throw new InvalidFieldException(field, "must not carry a user or a password");
    }
    return url;
  }

  /** The address, checked, or this one when there is none. */
  static URI address(String field, URI url, String otherwise) {
    return url == null ? URI.create(otherwise) : address(field, url);
  }

  /** True unless said otherwise. */
  static Boolean unlessSaid(Boolean said) {
    return said == null || said;
  }

  /**
   * The value, which must be there.
   *
   * @param allowed what is
   */
  static <T> T required(String field, T value, String allowed) {
    if (value == null) {
      throw new InvalidFieldException(field, "is required: " + allowed);
    }
    return value;
  }
}
