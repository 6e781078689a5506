package dev.tocsin.report.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a device is, by when it was seen last. */
public enum DeviceState {
  /** Within a quarter of an hour. */
  ACTIVE,
  /** Within a day. */
  SILENT,
  /** Not within a day. */
  LOST;

  /** Who was seen at most so long ago is active. */
  public static final long ACTIVE_MS = 15 * 60_000;

  /** Who was not seen for longer is lost. */
  public static final long LOST_MS = 24 * 3_600_000;

  /** The state of a device. */
  public static DeviceState of(long lastSeen, long now) {
    return now - lastSeen <= ACTIVE_MS ? ACTIVE : now - lastSeen <= LOST_MS ? SILENT : LOST;
  }

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
