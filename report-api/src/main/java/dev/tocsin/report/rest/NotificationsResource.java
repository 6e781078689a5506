package dev.tocsin.report.rest;

import dev.tocsin.events.Notification;
import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.NotificationRow;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The notification ledger. */
@Path("/api/v1/notifications")
@Tag(name = "Alerts")
public class NotificationsResource {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "notificationId",
          "fingerprint",
          "groupKey",
          "receiver",
          "channel",
          "decision",
          "reason",
          "alertStatus",
          "level",
          "attempt",
          "at");

  private static final Keyset ORDER = new Keyset("at", "id");
  private final Query query;

  NotificationsResource(Query query) {
    this.query = query;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Why somebody was, or was not, told: newest first",
      description = "Every decision and every attempt of the alert router is one record.")
  public Uni<Listing> list(
      @RestQuery String fingerprint,
      @RestQuery String receiver,
      @RestQuery String decision,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("fingerprint", Query.text(fingerprint))
            .is("receiver", Query.text(receiver))
            .is("decision", query.name("decision", decision, Notification.Decision.class))
            .atLeast("at", query.time("from", from))
            .under("at", query.time("to", to))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    return query.page(
        () -> NotificationRow.find(filter.where(), ORDER.sort(), filter.parameters()),
        ORDER,
        query.limit(limit),
        COLUMNS);
  }
}
