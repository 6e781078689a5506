package dev.tocsin.sla.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.sla.whatif.Inquiries;
import dev.tocsin.sla.whatif.Question;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** What an objective would have said: asked, or published beside the live history. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfResource {
  private static final int USUAL_VERDICTS = 100;

  private final Inquiries inquiries;
  private final Clock clock;
  private final Peers peers = new Peers(Duration.ofSeconds(35));

  WhatIfResource(Inquiries inquiries, Clock clock) {
    this.inquiries = inquiries;
    this.clock = clock;
  }

  @POST
  @Path("/what-if")
  @Blocking
  @Operation(
      summary = "Verdicts, violations and alerts of stored slices under a definition of your own",
      description = "Nothing live is touched. verdicts: how many to list of each service, or all.")
  public Response whatIf(
      byte[] body, @RestQuery String verdicts, @RestHeader(Peers.HOP) String hop) {
    return answer("/api/v1/what-if", body, verdicts, hop, inquiries::answer);
  }

  @POST
  @Path("/replay")
  @Blocking
  @Operation(
      summary = "The same, published beside the live history",
      description =
          "Final verdicts and violations, no alerts, under NAME@replay-ID; again changes nothing.")
  public Response replay(
      byte[] body, @RestQuery String verdicts, @RestHeader(Peers.HOP) String hop) {
    return answer("/api/v1/replay", body, verdicts, hop, inquiries::replay);
  }

  private Response answer(
      String path,
      byte[] body,
      String verdicts,
      String hop,
      BiFunction<Question, Integer, Inquiries.Answer> judge) {
    int wanted = wanted(verdicts);
    Question question = Question.read(json(body), clock.instant());
    String self = inquiries.self();
    List<String> owners = hop == null ? inquiries.owners(question) : List.of(self);
    List<CompletableFuture<Peers.Reply>> asked =
        owners.stream()
            .filter(each -> !each.equals(self))
            .map(each -> peers.post(each, path + "?verdicts=" + wanted, question.toJson()))
            .toList();
    if (!owners.contains(self)) {
      Peers.Reply reply = asked.get(0).join();
      return reply.body() == null
          ? Problem.of(503, reply.url() + " owns this service and does not answer", null)
              .header("Retry-After", 2)
              .build()
          : Response.status(reply.status())
              .type(reply.ok() ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
              .entity(Json.write(reply.body()))
              .build();
    }
    ObjectNode answer = Json.mapper().valueToTree(judge.apply(question, wanted));
    answer.path("services").forEach(each -> ((ObjectNode) each).put("owner", self));
    asked.forEach(each -> add(answer, each.join()));
    return Response.ok(Json.write(answer)).build();
  }

  /** Who does not answer is named: a part is not the whole. */
  private static void add(ObjectNode answer, Peers.Reply reply) {
    if (reply.ok()) {
      ((ArrayNode) answer.path("services")).addAll((ArrayNode) reply.body().path("services"));
    } else {
      answer.withArray("missing").add(reply.url());
    }
  }

  private int wanted(String verdicts) {
    if (verdicts == null) {
      return USUAL_VERDICTS;
    }
    int most = inquiries.mostVerdicts();
    if (verdicts.equals("all")) {
      return most;
    }
    if (verdicts.matches("\\d{1,6}") && Integer.parseInt(verdicts) <= most) {
      return Integer.parseInt(verdicts);
    }
    throw new InvalidFieldException("verdicts", "must be all, or a number from 0 to " + most);
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new InvalidFieldException("", "the body must be a JSON object");
    } catch (IOException e) {
      throw new IllegalStateException("bytes are read without input and output", e);
    }
  }
}
