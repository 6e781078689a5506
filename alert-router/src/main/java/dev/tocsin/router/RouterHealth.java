package dev.tocsin.router;

import dev.tocsin.streams.StreamsProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What the probes ask. */
@ApplicationScoped
class RouterHealth {
  private final RouterWiring wiring;

  RouterHealth(RouterWiring wiring) {
    this.wiring = wiring;
  }

  /** Ready: owns tasks, has restored them, and keeps up. */
  @Produces
  @Readiness
  HealthCheck routing() {
    return () -> {
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("routing").withData("definitions", wiring.definitions().size());
      return wiring
          .process()
          .map(StreamsProcess::readiness)
          .map(
              now ->
                  answer
                      .status(now.ready())
                      .withData("state", now.state())
                      .withData("tasks", now.tasks())
                      .withData("lag", now.lag())
                      .build())
          .orElseGet(() -> answer.down().build());
    };
  }

  /** Ready: what is intended is carried out. */
  @Produces
  @Readiness
  HealthCheck dispatching() {
    return () -> HealthCheckResponse.named("dispatch").status(wiring.dispatching()).build();
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
