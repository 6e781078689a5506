package dev.tocsin.report.rest;

import dev.tocsin.report.domain.DeviceState;
import dev.tocsin.report.persistence.Fleet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The devices, one by one. */
@Path("/api/v1/devices")
@Tag(name = "Fleet")
public class DevicesResource {
  private static final List<String> COLUMNS =
      List.of("device", "type", "region", "state", "firstSeen", "lastSeen");
  private static final Keyset ORDER = new Keyset("firstSeen", "device");

  private final Query query;
  private final Fleet fleet;
  private final Clock clock;

  DevicesResource(Query query, Fleet fleet, Clock clock) {
    this.query = query;
    this.fleet = fleet;
    this.clock = clock;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Devices: type, region, state, when they were seen first and last",
      description = "The newest first; state is active, silent or lost.")
  public Listing devices(
      @RestQuery String region,
      @RestQuery String deviceType,
      @RestQuery String state,
      @RestQuery String limit,
      @RestQuery String cursor) {
    String named = query.name("state", state, DeviceState.class);
    Fleet.Selection of =
        new Fleet.Selection(0, 0, Query.text(region), Query.text(deviceType), clock.millis());
    DeviceState only = named == null ? null : DeviceState.valueOf(named);
    return query.page(
        fleet.list(of, only, ORDER.behind(cursor)), ORDER, query.limit(limit), COLUMNS);
  }
}
