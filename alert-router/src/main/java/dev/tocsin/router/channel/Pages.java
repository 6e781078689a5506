package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.router.domain.GroupKey;

/**
 * Makes pages of intents.
 *
 * @param externalUrl where people find Tocsin, or empty
 */
public record Pages(String externalUrl) {
  Page of(Notification intent) {
    return Page.of(intent, GroupKey.labels(intent.groupKey()), externalUrl);
  }
}
