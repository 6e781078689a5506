package dev.tocsin.router.domain.cause;

import java.util.List;

/**
 * A service that is probably to blame.
 *
 * @param service which
 * @param share how much of the harm, or of the services in trouble, it accounts for, from 0 to 1
 * @param since since when it deviates, epoch milliseconds; null when it does not itself
 * @param reasons why it is named here, each a clause
 */
public record Cause(String service, double share, Long since, List<String> reasons) {
  /** The service and why, in one sentence. */
  public String sentence() {
    return service + ": " + String.join("; ", reasons);
  }
}
