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
          "Of a service and its instances, or of all (200 at most), by their last 128 windows, as"
              + " the anomaly scorer has them now; 503 when it does not answer.")
  public Uni<Scorer.Picture> picture(@RestQuery String service) {
    return scorer
        .picture(Query.text(service))
        .onFailure()
        .transform(e -> PassedOn.away("anomaly scorer"));
  }
}
