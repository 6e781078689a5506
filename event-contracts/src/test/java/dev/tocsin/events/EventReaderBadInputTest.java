package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of bad input: the reader names the field, and never throws. */
class EventReaderBadInputTest {
  private static final long NOW = 1_760_000_000_000L;
  private static final Duration SKEW = EventReader.DEFAULT_MAX_CLOCK_SKEW;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "timestamp      | {'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':'yesterday','service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':'2026-01-01T00:00:00','service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':-1,'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':1.5,'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':1760000300001,'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':9223372036854775807,'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':92233720368547758070,'service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':'+999999999-01-01T00:00Z','service':'a','latencyMs':1,'success':true}",
        "timestamp      | {'timestamp':[1],'service':'a','latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':null,'latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':'','latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':7,'latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':{'a':[1]},'latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':'a\\u0000b','latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':'a\\ud800','latencyMs':1,'success':true}",
        "service        | {'timestamp':1,'service':'\\udc00\\ud800','latencyMs':1,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':-0.1,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':NaN,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':Infinity,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':1e999,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':1e16,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':'12','success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':null,'success':true}",
        "latencyMs      | {'timestamp':1,'service':'a','latencyMs':[1,[2]],'success':true}",
        "success        | {'timestamp':1,'service':'a','latencyMs':1}",
        "success        | {'timestamp':1,'service':'a','latencyMs':1,'success':'yes'}",
        "success        | {'timestamp':1,'service':'a','latencyMs':1,'success':1}",
        "statusCode     | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'statusCode':2e2}",
        "statusCode     | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'statusCode':1000000}",
        "operation      | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'operation':{}}",
        "labels         | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'labels':['x']}",
        "labels         | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'labels':{'':'x'}}",
        "labels.x       | {'timestamp':1,'service':'a','latencyMs':1,'success':true,'labels':{'x':[{}]}}",
        "count          | {'timestamp':1,'service':'a','count':0,'errors':0}",
        "count          | {'timestamp':1,'service':'a','count':1e3,'errors':0}",
        "errors         | {'timestamp':1,'service':'a','count':5,'latency':{'sum':1,'bounds':[],'counts':[5]}}",
        "errors         | {'timestamp':1,'service':'a','count':5,'errors':6,'latency':{'sum':1,'bounds':[],'counts':[5]}}",
        "latency        | {'timestamp':1,'service':'a','count':5,'errors':0}",
        "latency        | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':[5]}",
        "latency.sum    | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':[1],'bounds':[],'counts':[5]}}",
        "latency.sum    | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':-1,'bounds':[],'counts':[5]}}",
        "latency.bounds | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':{'a':1},'counts':[5]}}",
        "latency.bounds | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[2,1],'counts':[5,0,0]}}",
        "latency.bounds | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[[1]],'counts':[5,0]}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[],'counts':7}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[1],'counts':[5]}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[1],'counts':[5,1]}}",
        "latency        | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'counts':[5]}}",
        "latency.scale  | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':-11,'offset':0,'counts':[5]}}",
        "latency.scale  | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':21,'offset':0,'counts':[5]}}",
        "latency.scale  | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':1.5,'offset':0,'counts':[5]}}",
        "latency.scale  | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'bounds':[],'counts':[5]}}",
        "latency.offset | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'counts':[5]}}",
        "latency.offset | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':2147483648,'counts':[5]}}",
        "latency.offset | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':50,'counts':[5]}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'counts':[4]}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'zeroCount':1,'counts':[5]}}",
        "latency.counts | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'counts':[6,-1]}}",
        "latency.zeroCount | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'zeroCount':-1,'counts':[6]}}",
        "latency.min    | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'scale':0,'offset':0,'counts':[5],'min':2,'max':1}}",
        "latency.max    | {'timestamp':1,'service':'a','count':5,'errors':0,'latency':{'sum':1,'bounds':[],'counts':[5],'max':-1}}",
        "latency.counts | {'timestamp':1,'service':'a','count':1,'errors':0,'latency':{'sum':1,'bounds':[1,2],"
            + "'counts':[9223372036854775807,9223372036854775807,3]}}",
      })
  void requests(String field, String event) {
    assertRefused(EventReader.requests(SKEW), field, event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "metrics     | {'timestamp':1,'service':'a'}",
        "metrics     | {'timestamp':1,'service':'a','metrics':{}}",
        "metrics     | {'timestamp':1,'service':'a','metrics':[1,2]}",
        "metrics     | {'timestamp':1,'service':'a','metrics':{'':1}}",
        "metrics.cpu | {'timestamp':1,'service':'a','metrics':{'cpu':'high'}}",
        "metrics.cpu | {'timestamp':1,'service':'a','metrics':{'mem':1,'cpu':NaN}}",
        "metrics.cpu | {'timestamp':1,'service':'a','metrics':{'cpu':-1e101}}",
        "metrics.cpu | {'timestamp':1,'service':'a','metrics':{'cpu':{'a':1},'mem':2}}",
        "instance    | {'timestamp':1,'service':'a','instance':1,'metrics':{'cpu':1}}",
      })
  void metrics(String field, String event) {
    assertRefused(EventReader.metrics(SKEW), field, event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "check      | {'timestamp':1,'service':'a','up':true}",
        "up         | {'timestamp':1,'service':'a','check':'c'}",
        "up         | {'timestamp':1,'service':'a','check':'c','up':'UP'}",
        "durationMs | {'timestamp':1,'service':'a','check':'c','up':true,'durationMs':-1}",
        "intervalMs | {'timestamp':1,'service':'a','check':'c','up':true,'intervalMs':0}",
        "reason     | {'timestamp':1,'service':'a','check':'c','up':true,'reason':'\\u0000'}",
        "reason     | {'timestamp':1,'service':'a','check':'c','up':true,'reason':['no']}",
      })
  void checks(String field, String event) {
    assertRefused(EventReader.checks(SKEW), field, event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "level   | {'timestamp':1,'service':'a','message':'m'}",
        "level   | {'timestamp':1,'service':'a','level':'LOUD','message':'m'}",
        "message | {'timestamp':1,'service':'a','level':'INFO'}",
        "message | {'timestamp':1,'service':'a','level':'INFO','message':5}",
        "message | {'timestamp':1,'service':'a','level':'INFO','message':'\\udfff'}",
        "count   | {'timestamp':1,'service':'a','level':'INFO','message':'m','count':0}",
      })
  void logs(String field, String event) {
    assertRefused(EventReader.logs(SKEW), field, event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "incidentId | {'timestamp':1}",
        "timestamp  | {'incidentId':'i'}",
        "slaMet     | {'incidentId':'i','timestamp':1,'slaMet':'true'}",
        "startedAt  | {'incidentId':'i','timestamp':1,'startedAt':'last week'}",
        "resolvedAt | {'incidentId':'i','timestamp':1,'resolvedAt':253402300800000}",
        "severity   | {'incidentId':'i','timestamp':1,'severity':1}",
      })
  void incidents(String field, String event) {
    assertRefused(EventReader.incidents(SKEW), field, event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "null",
        "true",
        "7",
        "\"text\"",
        "{",
        "[",
        "[{}",
        "{]",
        "{} {}",
        "[],",
        "{\"a\":}",
        "{'a':1}",
        "nonsense",
        "{\"a\":1}}",
        "[{}{}]",
        "{\"a\":tru}",
        "\u0000",
        "]",
      })
  void whatIsNotJsonIsUnreadableAsAWhole(String text) {
    assertUnreadable(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nullIsEmpty() {
    assertUnreadable(null);
  }

  @Test
  void otherEncodingsAreNamed() {
    for (String charset : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"}) {
      Batch<RequestEvent> batch =
          EventReader.requests(SKEW).read("{\"a\":1}".getBytes(Charset.forName(charset)), NOW);
      assertThat(batch.unreadable()).as(charset).isEqualTo(new Rejected("", "must be UTF-8"));
    }
    byte[] latin1 = "{\"service\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(EventReader.requests(SKEW).read(latin1, NOW).unreadable())
        .isEqualTo(new Rejected("", "must be UTF-8"));
  }

  @Test
  void limitsAreNamed() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String longText = "{\"x\":\"" + "y".repeat(Json.MAX_STRING + 1) + "\",\"service\":0}";
    String longNumber = "{\"timestamp\":" + "9".repeat(10_000) + "}";
    for (String text : new String[] {deep, longNumber}) {
      assertThat(
              EventReader.requests(SKEW)
                  .read(text.getBytes(StandardCharsets.UTF_8), NOW)
                  .unreadable()
                  .reason())
          .startsWith("too deep or too long");
    }
    assertRefused(EventReader.requests(SKEW), "service", longText);
    String longName = "{\"timestamp\":1,\"service\":\"" + "s".repeat(257) + "\"}";
    assertRefused(EventReader.requests(SKEW), "service", longName);
  }

  /** Seeded mutations of a good array: whatever comes out, it is an answer and no exception. */
  @Test
  void neverThrows() {
    String good =
        "[{\"timestamp\":1,\"service\":\"ä\",\"count\":6,\"errors\":2,\"labels\":{\"k\":\"v\"},"
            + "\"latency\":{\"sum\":30,\"bounds\":[5,10],\"counts\":[3,2,1]}},"
            + "{\"timestamp\":\"2025-01-01T00:00:00Z\",\"service\":\"b\",\"latencyMs\":1.5e2,"
            + "\"success\":false,\"metrics\":{\"m\":1},\"check\":\"c\",\"up\":true,"
            + "\"level\":\"INFO\",\"message\":\"m\",\"incidentId\":\"i\"}]";
    byte[] alphabet = "{}[]\",:0159.-eE+ntf\\u \n".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      for (EventReader<?> reader : readers()) {
        for (Parsed<?> parsed : reader.read(bytes, NOW).events()) {
          assertThat(parsed.accepted()).isEqualTo(parsed.event() != null);
        }
      }
    }
  }

  private static EventReader<?>[] readers() {
    return new EventReader<?>[] {
      EventReader.requests(SKEW),
      EventReader.metrics(SKEW),
      EventReader.checks(SKEW),
      EventReader.logs(SKEW),
      EventReader.incidents(SKEW)
    };
  }

  private static <T> void assertRefused(EventReader<T> reader, String field, String event) {
    String json = event.replace('\'', '"');
    Batch<T> batch = reader.read(json.getBytes(StandardCharsets.UTF_8), NOW);
    assertThat(batch.unreadable()).isNull();
    assertThat(batch.events()).hasSize(1);
    Parsed<T> parsed = batch.events().get(0);
    assertThat(parsed.accepted()).isFalse();
    assertThat(parsed.event()).isNull();
    assertThat(parsed.rejected().field()).isEqualTo(field);
    assertThat(parsed.rejected().reason()).isNotBlank();
  }

  private static void assertUnreadable(byte[] bytes) {
    for (EventReader<?> reader : readers()) {
      Batch<?> batch = reader.read(bytes, NOW);
      assertThat(batch.events()).isEmpty();
      assertThat(batch.unreadable().field()).isEmpty();
      assertThat(batch.unreadable().reason()).isNotBlank();
    }
  }
}
