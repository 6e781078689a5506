package dev.tocsin.report.rest;

import dev.tocsin.report.domain.Resolution;
import dev.tocsin.report.persistence.Fleet;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How the devices are. */
@Path("/api/v1/reports/fleet")
@Tag(name = "Reports")
@Blocking
public class FleetResource {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
  private static final String METHOD =
      "A device is what the label device of an event names, else its instance; it is active when it"
          + " was seen within 15 minutes, silent within a day, lost after that. Requests are those"
          + " of whole days of UTC. Failing devices are ordered by the lower end of the 95% Wilson"
          + " interval of their share of errors, slow ones by mean latency over that of their"
          + " type, both of devices with "
          + Fleet.LEAST_REQUESTS
          + " requests and more. Of requests with one id the first counts, unless some 250,000 others with ids"
          + " or a restart lie between them; without an id one that is sent twice counts twice. Coverage is the"
          + " share of devices that had requests in the range.";

  private final Query query;
  private final Fleet fleet;
  private final Memo memo;

  FleetResource(Query query, Fleet fleet, Memo memo) {
    this.query = query;
    this.fleet = fleet;
    this.memo = memo;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "Fleet: devices by type and region, who is silent, and who is worst",
      description = "Unless from and to are given: the last 7 days, as whole days of UTC.")
  public FleetAnswer report(
      @RestQuery String region,
      @RestQuery String deviceType,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    ReportRange range = query.range(from, to, zone, DEFAULT_RANGE);
    // To the minute, so that those who ask in the same minute share the answer.
    Fleet.Selection of =
        new Fleet.Selection(
            Resolution.DAY.start(range.from()),
            Resolution.DAY.startAtOrAfter(range.to()),
            Query.text(region),
            Query.text(deviceType),
            Resolution.MINUTE.start(range.now()));
    return memo.answer(of, Fleet.TABLES, () -> answer(of, range));
  }

  private FleetAnswer answer(Fleet.Selection of, ReportRange range) {
    Long asOf = query.asOf();
    Fleet.Found found = fleet.find(of);
    long devices = found.parts().stream().mapToLong(part -> part.devices()).sum();
    long asking = found.parts().stream().mapToLong(part -> part.asking()).sum();
    return FleetAnswer.of(
        found,
        new About(
            "fleet",
            METHOD,
            About.filters("region", of.region(), "deviceType", of.type()),
            of.from(),
            of.to(),
            range.zone().getId(),
            devices == 0 ? null : (double) asking / devices,
            asOf));
  }
}
