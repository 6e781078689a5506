package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.Records;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What became of scheduled reports. */
@Path("/api/v1/report-deliveries")
@Tag(name = "Reports")
public class ReportDeliveriesResource {
  private static final List<String> COLUMNS =
      List.of("schedule", "due", "state", "attempts", "settledAt", "heldUntil", "said");
  private static final Keyset ORDER = new Keyset("due", "schedule");

  private static final String FIND =
      """
      SELECT json_build_object('schedule', schedule, 'due', due, 'state',
        CASE WHEN delivered_at IS NOT NULL THEN 'delivered' WHEN refused_at IS NOT NULL THEN 'givenUp'
          WHEN said IS NULL THEN 'sending' ELSE 'waiting' END,
        'attempts', attempts,
        'settledAt', floor(extract(epoch FROM coalesce(delivered_at, refused_at)) * 1000)::bigint,
        'heldUntil', CASE WHEN delivered_at IS NULL AND refused_at IS NULL
          THEN floor(extract(epoch FROM held_until) * 1000)::bigint END,
        'said', said)::text
      FROM report_delivery WHERE ($1::text IS NULL OR schedule = $1)
        AND ($2::bigint IS NULL OR due < $2 OR due = $2 AND schedule > $3::text)
      ORDER BY due DESC, schedule\
      """;

  private final Query query;

  ReportDeliveriesResource(Query query) {
    this.query = query;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Scheduled reports: what was sent, and what came of it; newest first",
      description =
          "One for each time at which a schedule was due, for 90 days: delivered, givenUp, waiting"
              + " until heldUntil for its next attempt, or sending. said is the receiver's answer,"
              + " or why it was not asked.")
  public Listing list(
      @RestQuery String schedule, @RestQuery String limit, @RestQuery String cursor) {
    List<Object> behind = ORDER.behind(cursor);
    Tuple parameters =
        Tuple.of(
            Query.text(schedule),
            behind == null ? null : behind.get(0),
            behind == null ? null : behind.get(1));
    return query.page(new Records(FIND, parameters), ORDER, query.limit(limit), COLUMNS);
  }
}
