package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The one JSON dialect of Tocsin: absent instead of null, unknown fields ignored, limits on all.
 */
public final class Json {
  /** Deepest nesting that an event may have; an array around events does not count. */
  public static final int MAX_DEPTH = 32;

  /** Longest string that any input may have, in characters. */
  public static final int MAX_STRING = 65_536;

  /** The parser factory for one untrusted event. */
  static final JsonFactory EVENT = untrusted(MAX_DEPTH);

  /** The parser factory for an array of untrusted events. */
  static final JsonFactory EVENTS = untrusted(MAX_DEPTH + 1);

  private static final ObjectMapper MAPPER = configure(JsonMapper.builder());

  private Json() {}

  /**
   * The shared mapper. It is configured for good: callers use it and never change it. Model bytes
   * exceed {@link #MAX_STRING}, so this mapper, which reads our own topics, has no such limit.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The value's bytes. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The value in these bytes.
   *
   * @throws SerializationException when they are not the JSON of such a value
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new SerializationException("null is not the JSON of a " + type.getSimpleName());
      }
      return value;
    } catch (IOException e) {
      throw new SerializationException("not the JSON of a " + type.getSimpleName(), e);
    }
  }

  /** A NaN is read, so that its field can be named. */
  private static JsonFactory untrusted(int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(64)
                .build())
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build();
  }

  private static ObjectMapper configure(JsonMapper.Builder builder) {
    SimpleModule durations = new SimpleModule("tocsin");
    durations.addSerializer(Duration.class, new DurationWriter());
    durations.addDeserializer(Duration.class, new DurationReader());
    return builder
        .addModule(durations)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .build();
  }

  private static final class DurationWriter extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator to, SerializerProvider context)
        throws IOException {
      to.writeString(Durations.format(value));
    }
  }

  private static final class DurationReader extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser from, DeserializationContext context)
        throws IOException {
      try {
        return Durations.parse(from.getValueAsString(""));
      } catch (IllegalArgumentException e) {
        return (Duration)
            context.handleWeirdStringValue(Duration.class, from.getText(), "%s", e.getMessage());
      }
    }
  }
}
