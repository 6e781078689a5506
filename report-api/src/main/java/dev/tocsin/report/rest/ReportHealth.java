package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.ReadModel;
import dev.tocsin.report.projection.ProjectionStatus;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the database answers, and what it answers is nearly current. */
@Readiness
@ApplicationScoped
class ReportHealth implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReadModel rows;
  private final ProjectionStatus projection;

  ReportHealth(ReadModel rows, ProjectionStatus projection) {
    this.rows = rows;
    this.projection = projection;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return rows.query("SELECT 1", Tuple.tuple())
        .map(answer -> true)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(false)
        .onFailure()
        .recoverWithItem(false)
        .map(this::response);
  }

  private HealthCheckResponse response(boolean database) {
    boolean caughtUp = projection.caughtUp();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("projection")
            .status(database && caughtUp)
            .withData("database", database ? "reachable" : "away")
            .withData("role", projection.role().name().toLowerCase(Locale.ROOT))
            .withData("lag", projection.lag());
    if (projection.asOf() != null) {
      response.withData("asOf", projection.asOf());
    }
    if (projection.problem() != null) {
      response.withData("problem", projection.problem());
    }
    return response.build();
  }
}
