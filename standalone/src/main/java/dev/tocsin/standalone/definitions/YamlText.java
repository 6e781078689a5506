package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;

/** Trees as YAML or JSON text. */
final class YamlText {
  /** Longest text, in characters: a file of definitions, not of data. */
  private static final int LONGEST = 3_000_000;

  private static final StreamReadConstraints SHALLOW =
      StreamReadConstraints.builder().maxNestingDepth(Json.MAX_DEPTH).build();
  private static final YAMLFactory YAML = yaml();
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(SHALLOW)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private YamlText() {}

  private static YAMLFactory yaml() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LONGEST);
    return YAMLFactory.builder()
        .loaderOptions(limits)
        .streamReadConstraints(SHALLOW)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .disable(YAMLGenerator.Feature.SPLIT_LINES)
        .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
        .stringQuotingChecker(new Careful())
        .build();
  }

  /**
   * The documents of a text, JSON or YAML.
   *
   * @throws IllegalArgumentException saying what is wrong, and where
   */
  static List<JsonNode> read(String text) {
    // JSON one after the other, and with tabs, is no YAML, and YAML may begin as JSON does.
    if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) {
      try {
        return read(text, JSON);
      } catch (IllegalArgumentException e) {
        return read(text, YAML);
      }
    }
    return read(text, YAML);
  }

  private static List<JsonNode> read(String text, JsonFactory form) {
    try {
      if (form == YAML) {
        refuseAliases(text);
      }
      JsonMapper mapper = JsonMapper.builder(form).build();
      // By hand: an iterator takes a list for the documents, and forgets what comes after it.
      List<JsonNode> documents = new ArrayList<>();
      try (JsonParser parser = mapper.createParser(text)) {
        while (parser.nextToken() != null) {
          documents.add(mapper.readTree(parser));
        }
      }
      return documents;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** They are neither followed, which could blow up a small file, nor taken for plain text. */
  private static void refuseAliases(String text) throws IOException {
    try (YAMLParser parser = YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new IllegalArgumentException(
              "has an alias in line %d; write out what it stands for"
                  .formatted(parser.currentLocation().getLineNr()));
        }
      }
    }
  }

  private static String message(JacksonException e) {
    String first = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    JsonLocation at = e.getLocation();
    return "cannot be read: " + first + (at == null ? "" : ", line " + at.getLineNr());
  }

  /** The documents as one YAML text. */
  static String write(List<? extends JsonNode> documents) {
    StringWriter text = new StringWriter();
    try (SequenceWriter writer = JsonMapper.builder(YAML).build().writer().writeValues(text)) {
      writer.writeAll(documents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /** Leaves quotes away only where no reader of YAML can see anything but a string. */
  private static final class Careful extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLAIN =
        Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*|\\d+(ms|[smhdwMQY])");
    private static final Pattern WORD =
        Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.inf|\\.nan");

    @Override
    public boolean needToQuoteName(String name) {
      return quoted(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return quoted(value);
    }

    private static boolean quoted(String text) {
      return !PLAIN.matcher(text).matches() || WORD.matcher(text).matches();
    }
  }
}
