package dev.tocsin.report.rest;

import dev.tocsin.events.Command;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.command.ChangeLog;
import dev.tocsin.report.persistence.ReadModel;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Trouble that the anomaly scorer should have alerted of. */
@Path("/api/v1/scores/missed")
@Tag(name = "Anomalies")
public class MissedResource {
  private static final String KNOWN = "SELECT 1 FROM score_current WHERE entity = $1";

  private final Query query;
  private final ReadModel rows;
  private final ChangeLog changes;
  private final Clock clock;

  MissedResource(Query query, ReadModel rows, ChangeLog changes, Clock clock) {
    this.query = query;
    this.rows = rows;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What was missed.
   *
   * @param entity which entity was in trouble, as scores name it
   * @param actor who says so
   * @param reason what it was, or null
   * @param until when it was over: ISO 8601, epoch milliseconds, {@code now-2h}; null for now
   */
  @Schema(
      examples =
          "{\"entity\":\"payments/p-1\",\"actor\":\"kim\",\"reason\":\"disk full\",\"until\":\"now-20m\"}")
  public record Request(String entity, String actor, String reason, String until) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Say that an entity was in trouble and nobody was alerted",
      description =
          "The entity's next alert takes 3 risk points less (15 at most), and no model learns from"
              + " the half hour before until.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Uni<Response> missed(Request request) {
    Command command = command(request);
    return rows.query(KNOWN, Tuple.of(command.target()))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            found -> {
              if (found.rowCount() == 0) {
                throw new ProblemException(404, "no entity of this name has a score", "entity");
              }
              changes.command(command);
              return Response.accepted(command).build();
            });
  }

  private Command command(Request request) {
    String actor = Actor.check(request == null ? null : request.actor());
    Actor.checkReason(request.reason());
    if (request.entity() == null || request.entity().isBlank()) {
      throw new InvalidFieldException("entity", "is required: as GET /api/v1/scores/latest has it");
    }
    Long until = query.time("until", request.until());
    if (until != null && until > clock.millis()) {
      throw new InvalidFieldException("until", "must not be in the future");
    }
    return new Command(
        request.entity(), Action.MISSED, actor, clock.millis(), request.reason(), until);
  }
}
