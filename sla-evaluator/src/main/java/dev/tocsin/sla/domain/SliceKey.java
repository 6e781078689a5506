package dev.tocsin.sla.domain;

/**
 * One minute of one series.
 *
 * @param input the kind of telemetry
 * @param service the service
 * @param name the operation, the metric or the check; {@code ""} when not given
 * @param region where, requests only; {@code ""} when not given
 * @param deviceType what kind of device, requests only; {@code ""} when not given
 * @param minute the minute's start, epoch milliseconds
 */
public record SliceKey(
    Input input, String service, String name, String region, String deviceType, long minute) {
  /** Length of a slice in milliseconds. */
  public static final long MINUTE_MS = 60_000;

  /** What stands for a dimension's value when a service has too many series. */
  public static final String OTHER = "__other__";

  public static SliceKey requests(
      String service, String operation, String region, String deviceType, long timestamp) {
    return new SliceKey(
        Input.REQUESTS,
        service,
        operation == null ? "" : operation,
        region == null ? "" : region,
        deviceType == null ? "" : deviceType,
        minuteOf(timestamp));
  }

  /** A metric's or a check's minute. */
  public static SliceKey named(Input input, String service, String name, long timestamp) {
    return new SliceKey(input, service, name, "", "", minuteOf(timestamp));
  }

  /** The start of the minute in which {@code timestamp} lies. */
  public static long minuteOf(long timestamp) {
    return Math.floorDiv(timestamp, MINUTE_MS) * MINUTE_MS;
  }

  /** The same minute of another series. */
  public SliceKey in(String otherName, String otherRegion, String otherDeviceType) {
    return new SliceKey(input, service, otherName, otherRegion, otherDeviceType, minute);
  }

  // Written out: see ProgressKey.
  @Override
  public boolean equals(Object other) {
    return other instanceof SliceKey that
        && minute == that.minute
        && input == that.input
        && name.equals(that.name)
        && service.equals(that.service)
        && region.equals(that.region)
        && deviceType.equals(that.deviceType);
  }

  @Override
  public int hashCode() {
    int hash = 31 * service.hashCode() + name.hashCode();
    hash = 31 * hash + region.hashCode();
    hash = 31 * hash + deviceType.hashCode();
    return 31 * hash + (int) (minute / MINUTE_MS) + input.ordinal();
  }

  /** When the minute is over, epoch milliseconds. */
  public long end() {
    return minute + MINUTE_MS;
  }
}
