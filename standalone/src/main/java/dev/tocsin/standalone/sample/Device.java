package dev.tocsin.standalone.sample;

import java.util.List;

/**
 * One of the 5,000 devices that ask.
 *
 * @param name its identity
 * @param region where it is
 * @param type what it is
 */
record Device(String name, String region, String type) {
  static final int COUNT = 5_000;
  static final List<String> REGIONS = List.of("eu-west", "us-east", "us-west", "ap-south");
  static final List<String> TYPES = List.of("mobile", "desktop", "tablet", "iot");

  private static final double[] REGION_SHARES = {0.34, 0.30, 0.20, 0.16};
  private static final double[] TYPE_SHARES = {0.46, 0.34, 0.08, 0.12};

  /** Device {@code number}, from 0 to {@link #COUNT} - 1, of the fleet with this seed. */
  static Device of(long seed, int number) {
    Noise noise = Noise.of(seed, 'd', number);
    String region = noise.pick(REGIONS, r -> REGION_SHARES[REGIONS.indexOf(r)]);
    String type = noise.pick(TYPES, t -> TYPE_SHARES[TYPES.indexOf(t)]);
    return new Device("device-%04d".formatted(number), region, type);
  }

  /** How much longer its requests take than the median device's. */
  double slowness() {
    return (region.equals("ap-south") ? 1.06 : 1.0) * (type.equals("mobile") ? 1.04 : 1.0);
  }
}
