package dev.tocsin.report;

import static io.restassured.RestAssured.when;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Asking the service that the test runs. */
final class Api {
  /** Where its paths begin. */
  static final String API = "/api/v1";

  private Api() {}

  /** An answer that there is. */
  static ValidatableResponse get(String path) {
    return when().get(API + path).then().statusCode(200);
  }

  /** What holds when the topics are projected. */
  static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }
}
