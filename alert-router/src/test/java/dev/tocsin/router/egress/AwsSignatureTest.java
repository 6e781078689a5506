package dev.tocsin.router.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the vectors that Amazon publishes for its signature, version 4. */
class AwsSignatureTest {
  private static final AwsSignature SIGNATURE =
      new AwsSignature(
          "us-east-1", "service", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
  private static final Instant AT = Instant.parse("2015-08-30T12:36:00Z");
  private static final URI TARGET = URI.create("https://example.amazonaws.com/");

  @Test
  void postVanilla() {
    assertThat(SIGNATURE.sign(TARGET, Map.of(), new byte[0], AT))
        .containsEntry("x-amz-date", "20150830T123600Z")
        .containsEntry(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void postFormUrlencoded() {
    assertThat(
            SIGNATURE.sign(
                TARGET,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "Param1=value1".getBytes(),
                AT))
        .hasEntrySatisfying(
            "authorization",
            value ->
                assertThat(value)
                    .contains("SignedHeaders=content-type;host;x-amz-date")
                    .endsWith("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
  }

  @Test
  void aSessionsTokenIsSignedToo() {
    Map<String, String> headers =
        new AwsSignature("eu-west-1", "sns", "id", "key", "token")
            .sign(TARGET, Map.of(), new byte[0], AT);

    assertThat(headers).containsEntry("x-amz-security-token", "token");
    assertThat(headers.get("authorization")).contains("host;x-amz-date;x-amz-security-token");
  }
}
