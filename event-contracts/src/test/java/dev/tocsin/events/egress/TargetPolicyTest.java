package dev.tocsin.events.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.egress.TargetPolicy.Pinned;
import dev.tocsin.events.egress.TargetPolicy.Refused;
import dev.tocsin.events.egress.TargetPolicy.Ruling;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static final Set<String> WEB = Set.of("http", "https");
  private static final TargetPolicy STRICT = new TargetPolicy(WEB, false, List.of());
  private static final TargetPolicy LOOSE = new TargetPolicy(WEB, true, List.of());

  /** Inner addresses, disguised ones, and what is no address of the web at all. */
  static Stream<String> refused() throws IOException {
    try (InputStream in = TargetPolicyTest.class.getResourceAsStream("/refused-targets.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatLeadsInsideIsRefused(String url) {
    assertThat(STRICT.rule(URI.create(url), InetAddress::getAllByName))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.forEver()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
        "http://172.15.255.255/",
        "http://172.32.0.1/",
        "http://100.63.255.255/",
        "http://100.128.0.1/",
        "http://169.253.1.1/",
        "http://192.167.1.1/",
        "http://223.255.255.255/",
        "HTTPS://8.8.4.4:8443/x?y=z"
      })
  void outerAddressesAreAllowed(String url) {
    assertThat(STRICT.rule(URI.create(url), InetAddress::getAllByName)).isInstanceOf(Pinned.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1:9000/"})
  void innerOnesTooWhereThatIsConfigured(String url) {
    assertThat(LOOSE.rule(URI.create(url), InetAddress::getAllByName)).isInstanceOf(Pinned.class);
  }

  @Test
  void everyAddressOfANameMustPassAndTheFirstIsTaken() throws Exception {
    InetAddress outer = InetAddress.getByName("93.184.216.34");
    InetAddress inner = InetAddress.getByName("10.0.0.1");
    URI target = URI.create("https://example.com/");

    assertThat(STRICT.rule(target, host -> new InetAddress[] {outer, inner}))
        .isEqualTo(new Refused("host example.com has an inner address: IPv4 private", true));
    assertThat(STRICT.rule(target, host -> new InetAddress[] {outer}))
        .isEqualTo(new Pinned(target, outer));
  }

  @Test
  void aNameThatHasNoAddressNowIsBlockedForNow() {
    Ruling ruling =
        LOOSE.rule(
            URI.create("https://example.com/"),
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(ruling).isEqualTo(new Refused("host example.com has no address", false));
  }

  @Test
  void anAllowListIsMeantAsOne() throws Exception {
    TargetPolicy policy =
        new TargetPolicy(WEB, true, List.of("hooks.example.com", "*.example.org"));
    Resolver somewhere = host -> new InetAddress[] {InetAddress.getByName("93.184.216.34")};

    for (String allowed :
        List.of("Hooks.Example.Com", "hooks.example.com.", "a.example.org", "a.b.example.org")) {
      assertThat(policy.rule(URI.create("https://" + allowed + "/x"), somewhere))
          .isInstanceOf(Pinned.class);
    }
    for (String other :
        List.of("hooks.example.com.evil.org", "example.org", "evilexample.org", "8.8.8.8")) {
      assertThat(policy.rule(URI.create("https://" + other + "/x"), somewhere))
          .isEqualTo(new Refused("host " + other + " is not among the allowed hosts", true));
    }
  }

  @Test
  void onlyTheseSchemes() {
    TargetPolicy policy = new TargetPolicy(Set.of("https"), true, List.of());

    assertThat(policy.rule(URI.create("http://8.8.8.8/"), InetAddress::getAllByName))
        .isEqualTo(new Refused("scheme http is not among https", true));
  }
}
