package dev.tocsin.report.rest;

import dev.tocsin.report.domain.AlertTimeline;
import dev.tocsin.report.domain.AlertTimeline.Entry;
import dev.tocsin.report.domain.AlertTimeline.Moment;
import dev.tocsin.report.persistence.AlertLedger;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Why somebody was, or was not, told of an alert. */
@Path("/api/v1/alerts/{fingerprint}/timeline")
@Tag(name = "Alerts")
public class TimelineResource {
  private final Query query;
  private final AlertLedger ledger;

  TimelineResource(Query query, AlertLedger ledger) {
    this.query = query;
    this.ledger = ledger;
  }

  /**
   * The timeline.
   *
   * @param moment how things stood at the time asked about, or null when none was
   * @param items the ledger in sentences, oldest first
   * @param asOf newest record time projected, epoch milliseconds
   * @param truncated whether there is more than the limit let through
   */
  public record Timeline(
      String fingerprint, Moment moment, List<Entry> items, Long asOf, boolean truncated) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Why was I (not) paged: the ledger of one alert in sentences, oldest first",
      description = "With at, also how things stood at that moment, and why.")
  public Uni<Timeline> timeline(
      @RestPath String fingerprint,
      @RestQuery String at,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit) {
    int most = limit == null ? 1_000 : query.limit(limit);
    Long moment = query.time("at", at);
    Long since = query.time("from", from);
    Long until = query.time("to", to);
    return ledger
        .alert(
            fingerprint,
            since == null ? 0 : since,
            until == null ? Long.MAX_VALUE : until,
            most + 1)
        .map(
            found ->
                new Timeline(
                    fingerprint,
                    moment == null ? null : AlertTimeline.at(fingerprint, found, moment),
                    AlertTimeline.entries(found.subList(0, Math.min(most, found.size()))),
                    query.asOf(),
                    found.size() > most));
  }
}
