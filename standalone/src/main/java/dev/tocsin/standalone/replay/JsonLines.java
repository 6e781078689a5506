package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of an NDJSON file: one JSON object a line, blank lines ignored. */
final class JsonLines implements RowSource {
  /** Something behind the value on the same line makes the line malformed. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String file;
  private final BufferedReader in;
  private long line;

  JsonLines(String file, InputStream in) {
    this.file = file;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public Row next() throws IOException {
    String text = in.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = in.readLine();
      line++;
    }
    return text == null ? null : parse(text);
  }

  private Row parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object
          ? new Row.Json(line, object)
          : new Row.Broken(line, "must be a JSON object");
    } catch (JsonProcessingException e) {
      long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      return new Row.Broken(line, "malformed JSON at column " + column);
    }
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public RowMapper mapper(Mapping mapping) {
    return new ObjectsMapper(mapping, file);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
