package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.report.domain.Compliance;
import dev.tocsin.report.persistence.Compliances;
import dev.tocsin.report.persistence.Parts;
import dev.tocsin.report.persistence.VerdictCourse;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How promises were kept. */
@Path("/api/v1/reports/compliance")
@Tag(name = "Reports")
@Blocking
public class ComplianceResource {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
  private static final int MOST_MONTHS = 24;
  private static final int MOST_SERVICES = 20;
  private static final int POINTS = 60;
  private static final String METHOD =
      "Compliance is the share of the period in which no violation lasted; overlapping violations"
          + " count once, withdrawn ones never, and one that lasts ends now. atEnd is the period's"
          + " last verdict, over the objective's own period: sli leaves maintenance and forgiven"
          + " time out, sliWithMaintenance counts them. A team is who answers for an objective, as its"
          + " definition says; its compliance is of the time of all of these, added up. A"
          + " violation's cause and team are its incident's, without one its objective's."
          + " Coverage is the share of rows that have a figure.";

  private final Query query;
  private final Compliances compliances;
  private final VerdictCourse course;
  private final Memo memo;

  ComplianceResource(Query query, Compliances compliances, VerdictCourse course, Memo memo) {
    this.query = query;
    this.compliances = compliances;
    this.course = course;
    this.memo = memo;
  }

  private record Question(Compliances.Selection selection, ZoneId zone) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "SLA compliance: by objective, service, team and calendar month",
      description =
          "Each objective and service in the whole range, and in each calendar month that it"
              + " touches; violations with their causes; how the budget of one objective went down;"
              + " time by reason. team keeps what it answers for, and violations whose incident it worked on. Unless from and to are"
              + " given: the last 30 days.")
  public ComplianceAnswer compliance(
      @RestQuery String objective,
      @RestQuery String service,
      @RestQuery String team,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    ReportRange range = query.range(from, to, zone, DEFAULT_RANGE);
    // To the minute, so that those who ask in the same minute share the answer.
    long until = range.until() == range.now() ? range.now() / 60_000 * 60_000 : range.until();
    Question question =
        new Question(
            new Compliances.Selection(
                periods(range.from(), Math.max(until, range.from() + 1), range.zone()),
                Query.text(objective),
                Query.text(service),
                Query.text(team)),
            range.zone());
    return memo.answer(question, Compliances.TABLES, () -> answer(question));
  }

  private ComplianceAnswer answer(Question question) {
    Compliances.Selection of = question.selection();
    Long asOf = query.asOf();
    Compliances.Found found = compliances.find(of);
    List<Compliance> whole = found.rows().stream().filter(each -> each.month() == null).toList();
    long known = whole.stream().filter(each -> each.compliance() != null).count();
    Compliance.Period range = of.periods().get(0);
    return new ComplianceAnswer(
        found.rows(),
        Compliance.byTeam(found.rows()),
        found.violations(),
        found.violationCount(),
        of.objective() == null ? List.of() : burnDown(whole, range),
        new TreeMap<>(Compliance.downtime(whole)),
        new About(
            "compliance",
            METHOD,
            About.filters("objective", of.objective(), "service", of.service(), "team", of.team()),
            range.from(),
            range.to(),
            question.zone().getId(),
            whole.isEmpty() ? null : (double) known / whole.size(),
            asOf));
  }

  private List<ComplianceAnswer.BurnDown> burnDown(List<Compliance> rows, Compliance.Period range) {
    Parts parts = new Parts(range.from(), range.to(), POINTS);
    List<ComplianceAnswer.BurnDown> all = new ArrayList<>();
    for (Compliance row : rows.subList(0, Math.min(MOST_SERVICES, rows.size()))) {
      List<JsonNode> verdicts =
          course.of(row.objective(), row.service(), parts).await().indefinitely();
      all.add(
          new ComplianceAnswer.BurnDown(
              row.objective(),
              row.service(),
              verdicts.stream().map(ComplianceResource::point).toList()));
    }
    return all;
  }

  private static ComplianceAnswer.Point point(JsonNode verdict) {
    JsonNode left = verdict.path("budgetRemaining");
    return new ComplianceAnswer.Point(
        verdict.path("periodEnd").asLong(), left.isNumber() ? left.asDouble() : null);
  }

  /** The whole range, and each calendar month that it touches, clipped to it. */
  static List<Compliance.Period> periods(long from, long to, ZoneId zone) {
    List<Compliance.Period> periods = new ArrayList<>();
    periods.add(new Compliance.Period(from, to, null));
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(from).atZone(zone));
    YearMonth last = YearMonth.from(Instant.ofEpochMilli(to - 1).atZone(zone));
    for (int i = 0; i < MOST_MONTHS && !month.isAfter(last); i++, month = month.plusMonths(1)) {
      periods.add(
          new Compliance.Period(
              Math.max(from, start(month, zone)),
              Math.min(to, start(month.plusMonths(1), zone)),
              month.toString()));
    }
    return periods;
  }

  private static long start(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
