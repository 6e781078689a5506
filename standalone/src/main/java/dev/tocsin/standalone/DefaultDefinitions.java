package dev.tocsin.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The definitions that come with Tocsin: each file of the folder is a list of them. */
final class DefaultDefinitions {
  private static final int CONFLICT = 409;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final List<JsonNode> definitions;

  private DefaultDefinitions(List<JsonNode> definitions) {
    this.definitions = definitions;
  }

  /**
   * Reads all YAML files of the folder, in the order of their names; none when it does not exist.
   */
  static DefaultDefinitions read(Path folder) {
    ObjectMapper yaml = JsonMapper.builder(new YAMLFactory()).build();
    List<JsonNode> definitions = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return new DefaultDefinitions(definitions);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        yaml.readTree(file.toFile()).forEach(definitions::add);
      }
    } catch (IOException e) {
      throw new StandaloneException("the definitions in " + folder + ": " + e.getMessage(), e);
    }
    return new DefaultDefinitions(definitions);
  }

  /**
   * Offers them to the report API; one that exists there stays as it is.
   *
   * @return what came of it
   */
  Loaded load(URI reportApi) {
    int created = 0;
    int present = 0;
    List<String> refused = new ArrayList<>();
    for (JsonNode definition : definitions) {
      String name = definition.path("kind").asText() + "/" + definition.path("name").asText();
      try {
        HttpURLConnection answer = post(reportApi.resolve("/api/v1/definitions"), definition);
        int status = answer.getResponseCode();
        if (status == HttpURLConnection.HTTP_CREATED) {
          created++;
        } else if (status == CONFLICT) {
          present++;
        } else {
          refused.add(name + ": " + status + " " + body(answer));
        }
        answer.disconnect();
      } catch (IOException e) {
        refused.add(name + ": " + e.getMessage());
      }
    }
    return new Loaded(created, present, refused);
  }

  private static HttpURLConnection post(URI to, JsonNode definition) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) to.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(definition.toString().getBytes(StandardCharsets.UTF_8));
    }
    return connection;
  }

  private static String body(HttpURLConnection answer) throws IOException {
    try (var in = answer.getErrorStream()) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * What came of it.
   *
   * @param created how many are new
   * @param present how many were there
   * @param refused why the others were not taken, one line each
   */
  record Loaded(int created, int present, List<String> refused) {}
}
