package dev.tocsin.sla;

import dev.tocsin.streams.StreamsProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What the probes ask. */
@ApplicationScoped
class SlaHealth {
  private final SlaWiring wiring;

  @Inject
  SlaHealth(SlaWiring wiring) {
    this.wiring = wiring;
  }

  /** Ready: owns tasks, has restored them, and keeps up. */
  @Produces
  @Readiness
  HealthCheck ready() {
    return () ->
        wiring
            .process()
            .map(StreamsProcess::readiness)
            .map(
                now ->
                    HealthCheckResponse.named("evaluation")
                        .status(now.ready())
                        .withData("state", now.state())
                        .withData("tasks", now.tasks())
                        .withData("lag", now.lag())
                        .withData("definitions", wiring.definitions().size())
                        .build())
            .orElseGet(() -> HealthCheckResponse.down("evaluation"));
  }

  /** Live: can become ready without a restart. */
  @Produces
  @Liveness
  HealthCheck live() {
    return () ->
        HealthCheckResponse.named("streams")
            .status(wiring.process().map(StreamsProcess::alive).orElse(true))
            .build();
  }

  /** Started: the definitions were read and the topology runs. */
  @Produces
  @Startup
  HealthCheck started() {
    return () ->
        HealthCheckResponse.named("definitions").status(wiring.process().isPresent()).build();
  }
}
