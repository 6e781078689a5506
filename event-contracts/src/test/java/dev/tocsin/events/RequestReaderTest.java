package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The reader for those who count says of every input what the parser says of it: inputs of the
 * usual shape, unusual ones, and both after their bytes were tampered with.
 */
class RequestReaderTest {
  private static final long SEED = 20_260_307;
  private static final long NOW = 1_800_000_000_000L;
  private static final String[] NAMES = {
    "shop", "a", "order-service/v2", "GET /orders/{id}?x=1&y=[2]", "x".repeat(256), "12345678", "~"
  };
  private static final String[] ODD_NAMES = {
    "",
    "x".repeat(257),
    "caf\u00e9",
    "\u6c34",
    "\\u0041bc",
    "say \\\"hi\\\"",
    "a\\nb",
    "tab\there",
    "\u007f",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\ud83d\ude00",
    "a\\/b",
    "nul\\u0000"
  };
  private static final String[] LATENCIES = {
    "0",
    "1",
    "12.5",
    "0.001",
    "123.456",
    "999999999999999",
    "0.00000000000001",
    "1e3",
    "1.5E-2",
    "-1",
    "-0.0",
    "1e16",
    "9999999999999999",
    "0.1234567890123456",
    "01",
    "1.",
    ".5",
    "NaN",
    "null",
    "\"5\"",
    "true",
    "1.50",
    "100.00000000000000000001",
    "+1",
    "1e",
    "123456789.123456",
    "12345678.12345678",
    "0.3",
    "2.675"
  };
  private static final String[] TIMES = {
    "0",
    "1799999999999",
    "1800000000000",
    "1800000300000",
    "1800000300001",
    "253402300799999",
    "253402300800000",
    "9999999999999999",
    "99999999999999999999",
    "-1",
    "1.5",
    "null",
    "01",
    "\"2026-03-02T10:00:00Z\"",
    "\"soon\"",
    "1e12",
    "{}",
    "[1]"
  };
  private static final String[] ODD_FIELDS = {
    "\"count\":2,\"errors\":1,\"latency\":{\"sum\":3,\"bounds\":[1],\"counts\":[1,1]}",
    "\"count\":0",
    "\"errors\":1",
    "\"latency\":null",
    "\"other\":{\"deep\":[1,{\"x\":null}]}",
    "\"service\":null",
    "\"operation\":7",
    "\"success\":\"true\"",
    "\"success\":null",
    "\"statusCode\":1000000",
    "\"statusCode\":-1",
    "\"statusCode\":null",
    "\"statusCode\":2.5",
    "\"statusCode\":007",
    "\"labels\":null",
    "\"labels\":[]",
    "\"labels\":{\"a\":1}",
    "\"labels\":{\"\":\"x\"}",
    "\"labels\":{\"a\":{\"b\":\"c\"}}",
    "\"labels\":{\"a\":\"\"}",
    "\"servic\\u0065\":\"escaped\"",
    "\"timestamp\":1",
    "\"latencyMs\":-3",
    "\"\":1",
    "\"serviceX\":\"y\"",
    "\"statusCoda\":1",
    "\"deviceTyke\":\"z\"",
    "\"ix\":\"z\"",
    "\"timestamq\":5",
    "\"instance\":null",
    "\"region\":\"\"",
    "\"id\":\"\"",
    "\"id\":5"
  };

  private static final String TAMPER = " \"\\{}[]:,.0-eEtfn\u007f\u0001";

  private final Random random = new Random(SEED);
  private final RequestReader reader = new RequestReader(Duration.ofMinutes(5));
  private final EventReader<RequestEvent> parser = EventReader.requests(Duration.ofMinutes(5));

  @Test
  void saysWhatTheParserSays() {
    int accepted = 0;
    int scanned = 0;
    RequestScanner scanner = new RequestScanner();
    for (int i = 0; i < 40_000; i++) {
      byte[] input = input(i % 4 == 0 ? 0.1 : 0).getBytes(StandardCharsets.UTF_8);
      accepted += same(input);
      scanned += scanner.scan(input, NOW, RequestView::new) ? 1 : 0;
      byte[] tampered = tampered(input);
      same(tampered);
    }
    assertThat(accepted).isGreaterThan(30_000);
    assertThat(scanned).as("inputs that needed no parser").isGreaterThan(20_000);
  }

  @Test
  void everyCutIsAnsweredTheSame() {
    for (int i = 0; i < 30; i++) {
      byte[] input = input(0).getBytes(StandardCharsets.UTF_8);
      for (int cut = 0; cut <= Math.min(600, input.length); cut++) {
        same(Arrays.copyOf(input, cut));
      }
    }
    assertThat(reader.read(null, NOW)).isEqualTo(parser.read(null, NOW).unreadable());
  }

  @Test
  void everyByteIsAnsweredTheSame() {
    byte[] input =
        ("{\"timestamp\":1799999999999,\"service\":\"shop\",\"id\":\"a1\",\"success\":true,"
                + "\"latencyMs\":12.25,\"statusCode\":200,\"labels\":{\"k\":\"v\"}}")
            .getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < input.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = input.clone();
        changed[at] = (byte) value;
        same(changed);
      }
    }
  }

  @Test
  void tooManyEventsAreUnreadable() {
    String event = "{\"timestamp\":1,\"service\":\"s\",\"success\":true,\"latencyMs\":1}";
    for (int events : new int[] {EventReader.MAX_EVENTS, EventReader.MAX_EVENTS + 1}) {
      String all = "[" + (event + ",").repeat(events - 1) + event + "]";
      same(all.getBytes(StandardCharsets.UTF_8));
    }
    same((event + event).getBytes(StandardCharsets.UTF_8));
  }

  /** Compares both answers; returns how many events both accepted. */
  private int same(byte[] input) {
    Batch<RequestEvent> expected = parser.read(input, NOW);
    reader.clear();
    Rejected unreadable = reader.read(input, NOW);
    String what = new String(input, StandardCharsets.UTF_8);
    assertThat(unreadable).as(what).isEqualTo(expected.unreadable());
    assertThat(reader.size()).as(what).isEqualTo(expected.events().size());
    int accepted = 0;
    for (int i = 0; i < reader.size(); i++) {
      RequestView view = reader.get(i);
      Parsed<RequestEvent> parsed = expected.events().get(i);
      assertThat(view.rejected()).as(what).isEqualTo(parsed.rejected());
      assertThat(view.raw()).as(what).isEqualTo(parsed.raw());
      if (parsed.accepted()) {
        accepted++;
        assertThat(equal(view, parsed.event())).as(what).isTrue();
      }
    }
    return accepted;
  }

  private static boolean equal(RequestView view, RequestEvent event) {
    return view.timestamp() == event.timestamp()
        && view.service().equals(event.service())
        && Objects.equals(view.operation(), event.operation())
        && Objects.equals(view.region(), event.region())
        && Objects.equals(view.deviceType(), event.deviceType())
        && Objects.equals(view.id(), event.id())
        && view.count() == event.count()
        && view.errors() == event.errors()
        && Double.compare(view.latencySumMs(), event.latencySumMs()) == 0
        && (view.latency() == null) == (event.latency() == null);
  }

  private String input(double odd) {
    if (random.nextInt(3) == 0) {
      return space() + event(odd) + space();
    }
    List<String> events = new ArrayList<>();
    for (int n = random.nextInt(4); n >= 0; n--) {
      events.add(space() + event(odd) + space());
    }
    return "[" + String.join(",", events) + "]";
  }

  private String event(double odd) {
    List<String> fields = new ArrayList<>();
    fields.add(field("timestamp", odd() < odd ? any(TIMES) : "179999" + number(7)));
    fields.add(field("service", text(odd)));
    fields.add(field("success", random.nextBoolean() ? "true" : "false"));
    fields.add(field("latencyMs", odd() < odd ? any(LATENCIES) : latency()));
    for (String name : List.of("operation", "instance", "region", "deviceType", "id")) {
      if (random.nextBoolean()) {
        fields.add(field(name, text(odd)));
      }
    }
    if (random.nextBoolean()) {
      fields.add(field("statusCode", Integer.toString(random.nextInt(1_000_000))));
    }
    if (random.nextBoolean()) {
      List<String> labels = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        labels.add(field("label" + random.nextInt(5), text(odd)));
      }
      fields.add(field("labels", "{" + space() + String.join(",", labels) + space() + "}"));
    }
    if (odd() < odd) {
      fields.add(any(ODD_FIELDS));
    }
    if (odd() < odd) {
      fields.remove(random.nextInt(fields.size()));
    }
    Collections.shuffle(fields, random);
    return "{" + String.join(",", fields) + "}";
  }

  private String latency() {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt(10_000));
      case 1 -> random.nextInt(1_000) + "." + number(1 + random.nextInt(11));
      case 2 -> Double.toString(random.nextInt(1_000_000) / 1_000.0);
      default -> random.nextInt(90) + "." + number(3);
    };
  }

  private String number(int digits) {
    StringBuilder number = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      number.append((char) ('0' + random.nextInt(10)));
    }
    return number.toString();
  }

  private String field(String name, String value) {
    return space() + "\"" + name + "\"" + space() + ":" + space() + value + space();
  }

  private String text(double odd) {
    return "\"" + (odd() < odd ? any(ODD_NAMES) : any(NAMES)) + "\"";
  }

  private String space() {
    return random.nextInt(8) > 0 ? "" : any(" ", "\n", "\r\n", "\t ");
  }

  private double odd() {
    return random.nextDouble();
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One or two bytes changed, taken away or doubled. */
  private byte[] tampered(byte[] input) {
    byte[] bytes = input.clone();
    for (int n = random.nextInt(2); n >= 0 && bytes.length > 1; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) TAMPER.charAt(random.nextInt(TAMPER.length()));
        case 1 -> {
          System.arraycopy(bytes, at + 1, bytes, at, bytes.length - at - 1);
          bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
