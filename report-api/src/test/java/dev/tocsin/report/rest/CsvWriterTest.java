package dev.tocsin.report.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.persistence.Records;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
  @Test
  void aListIsATableOfItsColumns() throws IOException {
    Listing listing =
        list(
            false,
            "{'name':'a','spec':{'target':0.99},'tags':['x','y']}",
            "{'name':'=cmd|calc','spec':{'target':-1},'other':true}",
            "{'name':'said \\'no\\'\\nand left','spec':null}");

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

  @Test
  void aListThatIsCutSaysSo() throws IOException {
    Listing page = list(true, "{'name':'a','at':7}").with(new Keyset("at", "name"));

    assertThat(write(page))
        .startsWith("# truncated: there is more than these 1 rows\r\n# next: " + page.next());
    assertThat(page.next()).isNotEmpty();
  }

  private static String write(Tabular table) throws IOException {
    StringWriter text = new StringWriter();
    CsvWriter.write(table, text);
    return text.toString();
  }

  private static Listing list(boolean more, String... items) {
    List<String> texts = Arrays.stream(items).map(item -> item.replace('\'', '"')).toList();
    Records.Found found = new Records.Found(texts, more);
    return Listing.of(found, 1L, List.of("name", "spec.target", "tags"));
  }
}
