package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One change in the life of an alert.
 *
 * @param fingerprint identity, derived from the labels by {@link #fingerprint}
 * @param status firing or resolved
 * @param source who says so: {@code objective}, {@code rule}, {@code anomaly} or {@code incident}
 * @param name the objective, the rule, …: also the label {@code alertname}
 * @param service the service: also the label {@code service}
 * @param severity how bad: also the label {@code severity}, but no part of the fingerprint, so that
 *     a worsening alert stays the same alert
 * @param labels what routing matches on, {@code alertname}, {@code service} and {@code severity}
 *     among them
 * @param annotations what people read: {@code summary}, {@code description}, figures
 * @param startsAt when it began to fire, event time, epoch milliseconds
 * @param updatedAt when this change happened, event time, epoch milliseconds
 * @param endsAt when it was resolved, or null
 * @param reason why it changed: {@code fired}, {@code cleared}, {@code corrected}, …
 */
public record Alert(
    String fingerprint,
    Status status,
    String source,
    String name,
    String service,
    Severity severity,
    Map<String, String> labels,
    Map<String, String> annotations,
    long startsAt,
    long updatedAt,
    Long endsAt,
    String reason) {

  /** The annotation that says what is probably behind the alerts of a notice, and why. */
  public static final String PROBABLE_CAUSE = "probableCause";

  /**
   * The annotation that says how much is lost in a minute beyond what is usual: failed requests of
   * an error rate, seconds that requests wait of a latency. A decimal number, 0 or more; alerts
   * that do not know leave it out.
   */
  public static final String HARM = "harm";

  /** The annotation that names the dependencies that are to blame: nobody is told meanwhile. */
  public static final String SUPPRESSED_BY = "suppressedBy";

  /** Whether it is going on. */
  public enum Status {
    FIRING,
    RESOLVED
  }

  /** A firing alert, its standard labels and its fingerprint filled in. */
  public static Alert firing(
      String source,
      String name,
      String service,
      Severity severity,
      Map<String, String> furtherLabels,
      Map<String, String> annotations,
      long startsAt,
      long updatedAt) {
    Map<String, String> labels = new TreeMap<>(furtherLabels);
    labels.put("alertname", name);
    labels.put("service", service);
    labels.put("severity", severity.json());
    return new Alert(
        fingerprint(labels),
        Status.FIRING,
        source,
        name,
        service,
        severity,
        labels,
        annotations,
        startsAt,
        updatedAt,
        null,
        "fired");
  }

  /** The same alert, over. */
  public Alert resolved(long at, String why) {
    return with(Status.RESOLVED, annotations, at, at, why);
  }

  /** The same alert, said again for another reason. */
  public Alert again(long at, String why) {
    return with(status, annotations, at, endsAt, why);
  }

  /** The same alert with other annotations. */
  public Alert annotated(Map<String, String> said) {
    return with(status, said, updatedAt, endsAt, reason);
  }

  /** The same alert, which is the fault of these services; of none, it is as it was. */
  public Alert suppressedBy(Collection<String> dependencies) {
    if (dependencies.isEmpty()) {
      return this;
    }
    Map<String, String> said = new TreeMap<>(annotations);
    said.put(SUPPRESSED_BY, String.join(", ", dependencies));
    return annotated(said);
  }

  private Alert with(Status is, Map<String, String> said, long changedAt, Long ended, String why) {
    return new Alert(
        fingerprint,
        is,
        source,
        name,
        service,
        severity,
        labels,
        said,
        startsAt,
        changedAt,
        ended,
        why);
  }

  /** Sixteen hexadecimal digits of the SHA-256 of all labels but the severity, sorted by name. */
  public static String fingerprint(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(labels)
        .forEach(
            (name, value) -> {
              if (!name.equals("severity")) {
                text.append(name).append('\u001f').append(value).append('\u001e');
              }
            });
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
