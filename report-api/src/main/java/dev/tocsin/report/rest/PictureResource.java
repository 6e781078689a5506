package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
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
          "Of a service and its instances, of a group that tocsin.anomaly.groups declares, or of all"
              + " (200 of each scorer at most), by their last 128"
              + " windows, as the anomaly scorer has them now: a picture of each of its instances."
              + " Points are comparable only within one picture, and with those of the same axes;"
              + " unanswered is how many instances are missing. 503 when none answers.")
  public Uni<Scorer.Pictures> pictures(@RestQuery String service, @RestQuery String group) {
    if (Query.text(service) != null && Query.text(group) != null) {
      throw new InvalidFieldException("group", "must not be given together with service");
    }
    return scorer
        .pictures(Query.text(service), Query.text(group))
        .onFailure()
        .transform(e -> PassedOn.away("anomaly scorer"));
  }
}
