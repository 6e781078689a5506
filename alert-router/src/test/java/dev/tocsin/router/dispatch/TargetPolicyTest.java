package dev.tocsin.router.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static final TargetPolicy STRICT = new TargetPolicy(false, List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.8.8.8/",
        "http://localhost:9092/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a00:1]/",
      })
  void innerAddressesAreRefused(String url) throws Exception {
    assertThat(STRICT.refusal(URI.create(url))).contains("private, loopback or link-local");
    assertThat(new TargetPolicy(true, List.of()).refusal(URI.create(url))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://8.8.8.8/", "https://[2001:4860:4860::8888]/", "http://172.32.0.1/"})
  void outerAddressesAreAllowed(String url) throws Exception {
    assertThat(STRICT.refusal(URI.create(url))).isNull();
  }

  @Test
  void anAllowListIsMeantAsOne() throws Exception {
    TargetPolicy policy = new TargetPolicy(true, List.of("hooks.example.com"));

    assertThat(policy.refusal(URI.create("https://Hooks.Example.com/x"))).isNull();
    assertThat(policy.refusal(URI.create("https://hooks.example.com.evil.org/x")))
        .isEqualTo("host hooks.example.com.evil.org is not among the allowed hosts");
  }
}
