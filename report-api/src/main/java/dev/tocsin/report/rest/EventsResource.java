package dev.tocsin.report.rest;

import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.projection.LiveEvent;
import dev.tocsin.report.projection.LiveFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** What happens, while it happens. */
@Path("/api/v1/events")
@Tag(name = "Live")
public class EventsResource {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final LiveFeed feed;
  private final int mostClients;

  EventsResource(LiveFeed feed, ReportConfig config, MeterRegistry registry) {
    Gauge.builder("tocsin.live.clients", feed, LiveFeed::listeners).register(registry);
    this.feed = feed;
    this.mostClients = config.report().liveClients();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Server-sent events: verdict, alert, score, incident, violation," + " page",
      description =
          "The data of each is the JSON record; a page is what a receiver's dashboard channel is"
              + " told. A comment comes each 10 s. A client that names the Last-Event-ID gets what"
              + " came behind it, or one event gap when that is not known any more: then it should"
              + " read the overview. So should one that did not keep up and was cut off.")
  public Multi<OutboundSseEvent> listen(
      @Context Sse sse, @RestHeader("Last-Event-ID") String lastId) {
    if (feed.listeners() >= mostClients) {
      throw new ProblemException(503, "too many clients listen already", null);
    }
    Multi<OutboundSseEvent> events = feed.listen(lastId).map(event -> event(sse, event));
    // At once, so that the client and what stands between know that the stream is open.
    Multi<OutboundSseEvent> heartbeats =
        Multi.createFrom()
            .ticks()
            .startingAfter(Duration.ofMillis(1))
            .every(HEARTBEAT)
            .onOverflow()
            .drop()
            .map(tick -> sse.newEventBuilder().comment("tocsin").build());
    return Multi.createBy().merging().streams(events, heartbeats);
  }

  private static OutboundSseEvent event(Sse sse, LiveFeed.Numbered numbered) {
    LiveEvent event = numbered.event();
    return sse.newEventBuilder().id(numbered.id()).name(event.name()).data(event.data()).build();
  }
}
