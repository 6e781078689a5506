package dev.tocsin.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final int LIMIT = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(3 * LIMIT);

  @Test
  void keepsWhatIsAppended() {
    Random random = new Random(1);
    byte[] whole = new byte[LIMIT];
    random.nextBytes(whole);
    Body body = new Body("too large", LIMIT, budget);
    for (int at = 0; at < whole.length; ) {
      int count = Math.min(whole.length - at, 1 + random.nextInt(20_000));
      body.append(Arrays.copyOfRange(whole, at, at + count), count);
      at += count;
    }
    assertThat(Arrays.copyOf(body.bytes(), body.length())).isEqualTo(whole);
    assertThat(budget.used()).isEqualTo(LIMIT);
    body.close();
    body.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void isRefusedOverItsLimit() {
    Body body = new Body("too large", LIMIT, budget);
    body.append(new byte[LIMIT], LIMIT);
    assertThat(refused(() -> body.append(new byte[1], 1))).isEqualTo(413);
    assertThat(refused(() -> new Body("too large", LIMIT, budget).expect(LIMIT + 1)))
        .isEqualTo(413);
  }

  @Test
  void aDeclaredLengthCostsNothingUntilItArrives() {
    Body body = new Body("too large", LIMIT, budget);
    body.expect(100_000);
    assertThat(budget.used()).isZero();
    body.append(new byte[90_000], 90_000);
    assertThat(budget.used()).isEqualTo(100_000);
  }

  @Test
  void allTogetherAreBounded() {
    Body[] bodies = new Body[4];
    for (int i = 0; i < 4; i++) {
      bodies[i] = new Body("too large", LIMIT, budget);
    }
    for (int i = 0; i < 3; i++) {
      bodies[i].append(new byte[LIMIT], LIMIT);
    }
    assertThat(refused(() -> bodies[3].append(new byte[1], 1))).isEqualTo(503);
    bodies[0].close();
    bodies[3].append(new byte[1], 1);
    assertThat(bodies[3].length()).isEqualTo(1);
  }

  @Test
  void contentTypesSayWhetherItIsNdjson() {
    assertThat(ContentTypes.saysLines("Application/X-NDJSON; charset=utf-8")).isTrue();
    assertThat(ContentTypes.saysLines(null)).isFalse();
    assertThat(ContentTypes.saysLines("text/plain")).isFalse();
    assertThat(refused(() -> ContentTypes.saysLines("image/png"))).isEqualTo(415);
  }

  @Test
  void encodingsAreKnownOrRefused() {
    assertThat(Unpacking.of(null)).isEqualTo(Unpacking.IDENTITY);
    assertThat(Unpacking.of(" X-GZIP ")).isEqualTo(Unpacking.GZIP);
    assertThatThrownBy(() -> Unpacking.of("gzip, gzip")).isInstanceOf(Refused.class);
  }

  private static int refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(WebApplicationException.class, call).getResponse().getStatus();
  }
}
