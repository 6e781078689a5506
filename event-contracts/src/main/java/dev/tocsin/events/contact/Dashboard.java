package dev.tocsin.events.contact;

/** Whoever has the dashboard open, or listens to the report API's live events. */
public record Dashboard(Boolean sendResolved) implements Contact {
  public Dashboard {
    sendResolved = Contact.unlessSaid(sendResolved);
  }
}
