package dev.tocsin.report.rest;

import dev.tocsin.events.Notification;
import dev.tocsin.report.command.ChangeLog;
import dev.tocsin.report.domain.Redelivery;
import dev.tocsin.report.persistence.AlertLedger;
import dev.tocsin.report.persistence.Filter;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
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
  private final AlertLedger ledger;
  private final ChangeLog changes;
  private final Clock clock;

  NotificationsResource(Query query, AlertLedger ledger, ChangeLog changes, Clock clock) {
    this.query = query;
    this.ledger = ledger;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Who wants a notification redelivered.
   *
   * @param actor who
   * @param reason why, or null
   */
  @Schema(examples = "{\"actor\":\"kim\",\"reason\":\"the mail server is back\"}")
  public record Request(String actor, String reason) {}

  @POST
  @Path("/{id}/redeliver")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(
      summary = "Send again what was given up",
      description = "Under the notification's own id: a receiver that has it already drops it.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has it",
      content = @Content(schema = @Schema(implementation = Notification.class)))
  public Response redeliver(@RestPath String id, Request request) {
    String actor = Actor.check(request == null ? null : request.actor());
    Actor.checkReason(request.reason());
    List<Notification> known = ledger.notification(id).await().indefinitely();
    if (known.isEmpty()) {
      throw ProblemException.notFound("there is no notification of this id");
    }
    String why = request.reason() == null ? actor : actor + ": " + request.reason();
    String record = UUID.randomUUID().toString();
    Redelivery.Wish wish = Redelivery.of(known, record, why, clock.millis());
    if (wish instanceof Redelivery.Refused refused) {
      throw new ProblemException(409, refused.reason(), null);
    }
    Notification intent = ((Redelivery.Granted) wish).intent();
    changes.redeliver(intent, actor);
    return Response.accepted(intent.withoutAlerts()).build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Why somebody was, or was not, told: newest first",
      description = "Every decision and every attempt of the alert router is one record.")
  public Listing list(
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
        filter.newest("notification", ORDER.fields()), ORDER, query.limit(limit), COLUMNS);
  }
}
