package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The ledger itself: the report API shows it, live, to whoever has the dashboard open. */
public final class DashboardChannel implements Channel {
  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    return CompletableFuture.completedFuture(
        new Outcome.Delivered("on the dashboard of whoever looks", null));
  }
}
