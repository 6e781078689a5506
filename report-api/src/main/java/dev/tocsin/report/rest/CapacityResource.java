package dev.tocsin.report.rest;

import dev.tocsin.events.ReportParameters;
import dev.tocsin.report.persistence.Headrooms;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How much is left before a bound is reached. */
@Path("/api/v1/reports/capacity")
@Tag(name = "Reports")
@Blocking
public class CapacityResource {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
  private static final double HOUR_MS = 3_600_000;
  private static final String METHOD =
      "For each threshold rule on mean latency, the share of errors or a metric, each of its bounds"
          + " and each service, or for one metric and the bound that was asked for: figures of whole"
          + " hours (sum over count, of all instances). The trend is Theil and Sen's"
          + " slope of at most the newest 720 hours; it counts where Mann and Kendall's test finds"
          + " one with 95% confidence, and saturation is where it reaches the bound within a year."
          + " Neighbouring hours are alike, so that the test finds trends too easily. Rules on"
          + " throughput, checks and violations are listed as not measured. Coverage is the share of"
          + " hours with data.";

  private final Query query;
  private final Headrooms headrooms;
  private final Memo memo;

  CapacityResource(Query query, Headrooms headrooms, Memo memo) {
    this.query = query;
    this.headrooms = headrooms;
    this.memo = memo;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "Threshold rules: headroom, and when it will be used up",
      description =
          "Of threshold rules, or of any metric with a bound. Unless from and to are given: the last"
              + " 7 days. The soonest saturation comes first.")
  public CapacityAnswer capacity(
      @RestQuery String service,
      @RestQuery String metric,
      @RestQuery String bound,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    ReportRange range = query.range(from, to, zone, DEFAULT_RANGE);
    Double limit = ReportParameters.bound("", metric, bound);
    Headrooms.Selection selection =
        new Headrooms.Selection(
            range.from(),
            // To the minute, so that those who ask in the same minute share the answer.
            Math.max(range.from() + 1, range.until() / 60_000 * 60_000),
            Query.text(service),
            Query.text(metric),
            limit);
    return memo.answer(selection, Headrooms.TABLES, () -> answer(selection, range));
  }

  private CapacityAnswer answer(Headrooms.Selection of, ReportRange range) {
    Long asOf = query.asOf();
    Headrooms.Found found = headrooms.find(of);
    double hours = Math.max(1, (of.to() - of.from()) / HOUR_MS);
    int most = found.headrooms().stream().mapToInt(each -> each.hours()).max().orElse(0);
    return new CapacityAnswer(
        found.headrooms(),
        found.unmeasured(),
        new About(
            "capacity",
            METHOD,
            About.filters("service", of.service(), "metric", of.metric()),
            of.from(),
            of.to(),
            range.zone().getId(),
            found.headrooms().isEmpty() ? null : Math.min(1, most / hours),
            asOf));
  }
}
