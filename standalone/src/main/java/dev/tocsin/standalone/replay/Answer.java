package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads what the ingest service answers to a batch. */
final class Answer {
  private Answer() {}

  /** The receipt in a 202: how many were accepted, and what was refused where and why. */
  static Receipt read(byte[] body, int size, boolean resent) throws IngestUnavailableException {
    JsonNode answer = tree(body);
    if (!answer.path("accepted").canConvertToInt()) {
      throw new IngestUnavailableException("the answer does not say how many were accepted");
    }
    int accepted = answer.path("accepted").intValue();
    return new Receipt(accepted, size - accepted, refusals(answer), resent);
  }

  /** The receipt in a 400: nothing of it could be read. */
  static Receipt problem(byte[] body, int size) throws IngestUnavailableException {
    JsonNode problem = tree(body);
    List<Receipt.Refusal> listed = refusals(problem);
    return listed.isEmpty()
        ? refuseAll(size, problem.path("detail").asText("answered 400"))
        : new Receipt(0, size, listed, false);
  }

  static Receipt refuseAll(int size, String reason) {
    List<Receipt.Refusal> all =
        IntStream.range(0, size).mapToObj(i -> new Receipt.Refusal(i, "", reason)).toList();
    return new Receipt(0, size, all, false);
  }

  private static List<Receipt.Refusal> refusals(JsonNode answer) {
    List<Receipt.Refusal> refusals = new ArrayList<>();
    for (JsonNode one : answer.path("refused")) {
      refusals.add(
          new Receipt.Refusal(
              one.path("position").asInt(),
              one.path("field").asText(""),
              one.path("reason").asText("refused")));
    }
    return refusals;
  }

  private static JsonNode tree(byte[] body) throws IngestUnavailableException {
    try {
      return JsonLines.MAPPER.readTree(body);
    } catch (IOException e) {
      throw new IngestUnavailableException("the answer is not JSON");
    }
  }
}
