package dev.tocsin.sla.rest;

import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.NewestVerdicts.Look;
import dev.tocsin.sla.whatif.Instances;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** A look at the newest verdicts, before anything else has read them. */
@Path("/api/v1/look")
@Produces(MediaType.APPLICATION_JSON)
public class LookResource {
  private final NewestVerdicts newest;
  private final Instances instances;
  private final Clock clock;

  LookResource(NewestVerdicts newest, Instances instances, Clock clock) {
    this.newest = newest;
    this.instances = instances;
    this.clock = clock;
  }

  /**
   * What this instance owns.
   *
   * @param owner this instance
   * @param verdicts the newest ones
   * @param others the other instances, which own the rest
   */
  public record Looks(String owner, List<Newest> verdicts, List<String> others) {}

  /**
   * The newest verdict of one objective for one service.
   *
   * @param owner who judged it
   * @param judgedAt when, epoch milliseconds
   * @param ageMs how long ago
   * @param verdict what it says
   */
  public record Newest(String owner, long judgedAt, long ageMs, Verdict verdict) {}

  @GET
  @Operation(summary = "The newest verdicts that this instance owns, and where the others are")
  public Response all() {
    return looks(newest.all(objective -> true));
  }

  @GET
  @Path("/{objective}")
  @Operation(summary = "Those of one objective")
  public Response objective(@RestPath String objective) {
    return looks(newest.all(objective::equals));
  }

  @GET
  @Path("/{objective}/{service: .+}")
  @Operation(
      summary = "That of one objective for one service",
      description = "307 to the instance that owns it, 404 when it has judged nothing yet.")
  public Response one(@RestPath String objective, @RestPath String service) {
    Look look = newest.find(objective, service).orElse(null);
    if (look != null) {
      return Response.ok(Json.write(aged(look))).build();
    }
    String owner = instances.ownerOf(service);
    if (owner.equals(instances.self())) {
      String detail = "nothing was judged of this objective and service since the start";
      return Problem.of(404, detail, null).build();
    }
    String path = "/api/v1/look/" + encoded(objective) + "/" + encoded(service);
    return Response.temporaryRedirect(URI.create(owner + path)).build();
  }

  private Response looks(List<Look> found) {
    List<Newest> verdicts = found.stream().map(this::aged).toList();
    return Response.ok(Json.write(new Looks(instances.self(), verdicts, instances.others())))
        .build();
  }

  private Newest aged(Look look) {
    long age = Math.max(0, clock.millis() - look.judgedAt());
    return new Newest(instances.self(), look.judgedAt(), age, look.verdict());
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
