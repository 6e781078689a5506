package dev.tocsin.sla.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;

/** The evaluator's status. */
@Path("/api/v1/evaluator")
public class StatusResource {
  private final Supplier<EvaluatorStatus> status;

  @Inject
  public StatusResource(Supplier<EvaluatorStatus> status) {
    this.status = status;
  }

  /** What it works with now. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public EvaluatorStatus status() {
    return status.get();
  }
}
