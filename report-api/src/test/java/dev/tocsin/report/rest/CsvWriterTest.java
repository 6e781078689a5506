package dev.tocsin.report.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
  @Test
  void aListIsATableOfItsColumns() throws IOException {
    Listing listing =
        new Listing(
            List.of(
                json("{'name':'a','spec':{'target':0.99},'tags':['x','y']}"),
                json("{'name':'=cmd|calc','spec':{'target':-1},'other':true}"),
                json("{'name':'said \\'no\\'\\nand left','spec':null}")),
            1L,
            false,
            null,
            List.of("name", "spec.target", "tags"));

    assertThat(write(listing))
        .isEqualTo(
            """
            "name","spec.target","tags"\r
            "a","0.99","[""x"",""y""]"\r
            "'=cmd|calc","-1",""\r
            "said ""no""
            and left","",""\r
            """);
  }

  private static String write(Tabular table) throws IOException {
    StringWriter text = new StringWriter();
    CsvWriter.write(table, text);
    return text.toString();
  }

  private static JsonNode json(String text) {
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Json.read(json, JsonNode.class);
  }
}
