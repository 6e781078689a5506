package dev.tocsin.report.rest;

import dev.tocsin.report.scorer.Scorer;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Which entities behave alike. */
@Path("/api/v1/scores/picture")
@Tag(name = "Anomalies")
public class PictureResource {
  private final Scorer scorer;

  PictureResource(Scorer scorer) {
    this.scorer = scorer;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Entities in the plane of two principal components: alike ones lie together",
      description =
          "Of a service and its instances, or of all (200 of each scorer at most), by their last 128"
              + " windows, as the anomaly scorer has them now: a picture of each of its instances."
              + " Points are comparable only within one picture, and with those of the same axes;"
              + " unanswered is how many instances are missing. 503 when none answers.")
  public Uni<Scorer.Pictures> pictures(@RestQuery String service) {
    return scorer
        .pictures(Query.text(service))
        .onFailure()
        .transform(e -> PassedOn.away("anomaly scorer"));
  }
}
