package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.command.ChangeLog;
import dev.tocsin.report.persistence.Alerts;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Alerts, and what people do about them. */
@Path("/api/v1/alerts")
@Tag(name = "Alerts")
public class AlertsResource {
  private static final List<String> COLUMNS =
      List.of(
          "fingerprint",
          "status",
          "source",
          "name",
          "service",
          "severity",
          "startsAt",
          "updatedAt",
          "endsAt",
          "reason",
          "annotations.summary",
          "acknowledgedBy",
          "acknowledgedAt");

  private static final Keyset ORDER = new Keyset("updatedAt", "fingerprint");

  private final Query query;
  private final Alerts alerts;
  private final ChangeLog changes;
  private final Clock clock;

  AlertsResource(Query query, Alerts alerts, ChangeLog changes, Clock clock) {
    this.query = query;
    this.alerts = alerts;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What somebody wants done.
   *
   * @param actor who
   * @param reason why, or null
   * @param until until when, as other times are given: ISO 8601, epoch milliseconds, {@code
   *     now+2h}; or null for no end
   */
  @Schema(
      examples = "{\"actor\":\"kim\",\"reason\":\"rolling back\",\"until\":\"2026-11-21T10:00Z\"}")
  public record Request(String actor, String reason, String until) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Alerts, most recently changed first",
      description =
          "Each is an Alert with acknowledgedBy and acknowledgedAt while somebody has it.")
  public Listing list(
      @RestQuery String status,
      @RestQuery String service,
      @RestQuery String limit,
      @RestQuery String cursor) {
    String named = query.name("status", status, Alert.Status.class);
    return query.page(
        alerts.list(named, Query.text(service), ORDER.behind(cursor)),
        ORDER,
        query.limit(limit),
        COLUMNS);
  }

  @GET
  @Path("/{fingerprint}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "One alert")
  public Uni<JsonNode> get(@RestPath String fingerprint) {
    return alerts.find(fingerprint).map(AlertsResource::found);
  }

  @POST
  @Path("/{fingerprint}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(summary = "Take an alert: escalation stops")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Response acknowledge(@RestPath String fingerprint, Request request) {
    return command(Action.ACKNOWLEDGE, fingerprint, request);
  }

  @POST
  @Path("/{fingerprint}/resolve")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(summary = "End an alert by hand")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Response resolve(@RestPath String fingerprint, Request request) {
    return command(Action.RESOLVE, fingerprint, request);
  }

  @POST
  @Path("/{fingerprint}/snooze")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(summary = "Hear nothing of an alert until a time", description = "Needs until.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Response snooze(@RestPath String fingerprint, Request request) {
    if (request != null && request.until() == null) {
      throw new InvalidFieldException("until", "is required: a time in the future, such as now+2h");
    }
    return command(Action.SNOOZE, fingerprint, request);
  }

  @POST
  @Path("/{fingerprint}/escalate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(summary = "Tell the next level of the escalation policy at once")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Response escalate(@RestPath String fingerprint, Request request) {
    return command(Action.ESCALATE, fingerprint, request);
  }

  @POST
  @Path("/{fingerprint}/false-alarm")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(
      summary = "Call an anomaly's alert false",
      description =
          "The entity's next alert takes 3 risk points more (15 at most), and the model's precision"
              + " falls, once for each alert. It does not end it. Only the anomaly scorer learns:"
              + " 409 for alerts of rules and objectives.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Response falseAlarm(@RestPath String fingerprint, Request request) {
    return command(Action.FALSE_ALARM, fingerprint, request);
  }

  private Response command(Action action, String fingerprint, Request request) {
    check(request);
    JsonNode alert = found(alerts.find(fingerprint).await().indefinitely());
    if (action == Action.FALSE_ALARM && !isOfEntity(alert)) {
      throw new ProblemException(
          409,
          "only an anomaly's alert can be called false; rules and objectives say when theirs end",
          "fingerprint");
    }
    Command command =
        new Command(
            fingerprint,
            action,
            request.actor(),
            clock.millis(),
            request.reason(),
            query.time("until", request.until()));
    changes.command(command);
    return Response.accepted(command).build();
  }

  private void check(Request request) {
    Actor.check(request == null ? null : request.actor());
    Actor.checkReason(request.reason());
    Long until = query.time("until", request.until());
    if (until != null && until <= clock.millis()) {
      throw new InvalidFieldException("until", "must be in the future");
    }
  }

  private static boolean isOfEntity(JsonNode alert) {
    return alert.path("source").asText().equals("anomaly")
        && alert.path("labels").hasNonNull("entity");
  }

  private static JsonNode found(JsonNode alert) {
    if (alert == null) {
      throw ProblemException.notFound("there is no alert of this fingerprint");
    }
    return alert;
  }
}
