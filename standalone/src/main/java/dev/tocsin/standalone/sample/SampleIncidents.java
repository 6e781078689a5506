package dev.tocsin.standalone.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * 1,500 closed incidents in the shape of the reference study: 32% broke their agreement, detection
 * took 14 minutes on average and resolution 53, most are of medium severity, a slow database and a
 * failed dependency are the most common causes, and auth-api, payments and fraud-engine break most
 * agreements. They are the same incidents each time; only their dates move with the day.
 */
public final class SampleIncidents {
  /** How many there are. */
  public static final int COUNT = 1_500;

  static final int BREACHED = 480;
  static final Duration MEAN_DETECTION = Duration.ofMinutes(14);
  static final Duration MEAN_RESOLUTION = Duration.ofMinutes(53);

  private static final long SEED = 1_500;
  private static final int DAYS = 88;
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final double[] SEVERITY_SHARES = {0.22, 0.44, 0.24, 0.10};

  /** The longest resolution that usually keeps an agreement, in minutes. */
  private static final Map<String, Double> EXPECTED =
      Map.of("low", 110.0, "medium", 75.0, "high", 55.0, "critical", 40.0);

  private SampleIncidents() {}

  /**
   * All of them, in the order of their resolution, within the last 90 days before {@code end}. They
   * are placed by whole UTC days: loading them again on the same day changes nothing, and on a
   * later day moves all of them on.
   */
  public static List<SampleEvent.Incident> before(Instant end) {
    double[] detection = scaled('d', 0.55, MEAN_DETECTION);
    double[] repair = scaled('r', 0.60, MEAN_RESOLUTION.minus(MEAN_DETECTION));
    Set<Integer> breached = breached(detection, repair);
    long midnight = end.truncatedTo(ChronoUnit.DAYS).toEpochMilli();
    List<SampleEvent.Incident> incidents = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      incidents.add(incident(i, midnight, detection[i], repair[i], !breached.contains(i)));
    }
    incidents.sort(Comparator.comparingLong(SampleEvent.Incident::timestamp));
    return incidents;
  }

  /** Lognormal durations in seconds whose mean is exactly this. */
  private static double[] scaled(char what, double sigma, Duration mean) {
    double[] values =
        IntStream.range(0, COUNT)
            .mapToDouble(i -> Noise.of(SEED, what, i).lognormal(1, sigma))
            .toArray();
    double scale =
        mean.toSeconds()
            * (double) COUNT
            / IntStream.range(0, COUNT).mapToDouble(i -> values[i]).sum();
    return IntStream.range(0, COUNT).mapToDouble(i -> values[i] * scale).toArray();
  }

  /** Those that took longest for what was expected of them; the hard-pressed services lead. */
  private static Set<Integer> breached(double[] detection, double[] repair) {
    return new HashSet<>(
        IntStream.range(0, COUNT)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -excess(i, (detection[i] + repair[i]) / 60)))
            .limit(BREACHED)
            .toList());
  }

  private static double excess(int number, double minutes) {
    double pressure = service(number).trouble() > 1 ? 1.45 : 1;
    double chance = Noise.of(SEED, 'x', number).lognormal(1, 0.25);
    return minutes / EXPECTED.get(severity(number)) * pressure * chance;
  }

  private static ServiceProfile service(int number) {
    return Noise.of(SEED, 's', number).pick(ServiceProfile.ALL, ServiceProfile::trouble);
  }

  private static String severity(int number) {
    return Noise.of(SEED, 'v', number)
        .pick(SEVERITIES, s -> SEVERITY_SHARES[SEVERITIES.indexOf(s)]);
  }

  private static SampleEvent.Incident incident(
      int number, long midnight, double detection, double repair, boolean slaMet) {
    Noise noise = Noise.of(SEED, 'i', number);
    Cause cause = noise.pick(Cause.ALL, Cause::weight);
    long dayMs = Duration.ofDays(1).toMillis();
    double hour = Math.min(0.9999, Math.abs(0.58 + 0.2 * noise.gaussian()));
    long resolved = midnight - (1 + noise.below(DAYS)) * dayMs + (long) (hour * dayMs);
    resolved -= resolved % 1_000;
    long started = resolved - Math.round(detection + repair) * 1_000;
    long detected = started + Math.round(detection) * 1_000;
    long worked = resolved - detected;
    long acknowledged = detected + share(worked, 0.08 + 0.14 * noise.uniform());
    long mitigated = detected + share(worked, 0.60 + 0.30 * noise.uniform());
    return new SampleEvent.Incident(
        resolved,
        "INC-%04d".formatted(number + 1),
        service(number).name(),
        severity(number),
        "CLOSED",
        cause.name(),
        cause.team(),
        cause.category(),
        started,
        detected,
        acknowledged,
        mitigated,
        resolved,
        slaMet);
  }

  private static long share(long millis, double share) {
    return (long) (millis * share) / 1_000 * 1_000;
  }
}
