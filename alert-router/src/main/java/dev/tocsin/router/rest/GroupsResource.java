package dev.tocsin.router.rest;

import dev.tocsin.router.domain.GroupSummary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The groups that this instance owns, for operators. */
@Path("/api/v1/groups")
public class GroupsResource {
  private static final String PROBLEM = "application/problem+json";

  private final Groups groups;

  GroupsResource(Groups groups) {
    this.groups = groups;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PROBLEM})
  public Response groups() {
    return groups
        .all()
        .map(all -> Response.ok(new Items(all), MediaType.APPLICATION_JSON_TYPE).build())
        .orElseGet(
            () ->
                Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .type(PROBLEM)
                    .header("Retry-After", 1)
                    .entity(
                        new Problem(
                            "about:blank",
                            "Not ready",
                            503,
                            "The groups are being restored; try again soon."))
                    .build());
  }

  /** A list, as all lists of the API are. */
  public record Items(List<GroupSummary> items) {}

  /** RFC 9457 problem details. */
  public record Problem(String type, String title, int status, String detail) {}
}
