package dev.tocsin.events.contact;

import java.net.URI;

/**
 * PagerDuty's Events API, version 2.
 *
 * @param routingKey where the integration's key is found
 * @param url where events are sent to
 */
public record PagerDuty(Secret routingKey, URI url, Boolean sendResolved) implements Contact {
  public PagerDuty {
    Contact.required("routingKey", routingKey, Secret.FORM);
    url = Contact.address("url", url, "https://events.pagerduty.com/v2/enqueue");
    sendResolved = Contact.unlessSaid(sendResolved);
  }
}
