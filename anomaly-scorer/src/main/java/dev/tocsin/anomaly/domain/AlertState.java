package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The life of an entity's alert. It fires when the risk reaches the entity's own threshold and k of
 * the last n windows were elevated, where one in which several metrics agree counts twice; it
 * worsens when k of them were critical, and is resolved after calm windows; then it rests for a
 * while.
 */
final class AlertState {
  private static final int REST_WINDOWS = 10;

  /** So many calm windows resolve it. */
  private static final int CALM_WINDOWS = 5;

  /** Bit i: the window i back from now was elevated, so with several metrics, critical. */
  private int elevated;

  private int agreed;
  private int critical;
  private int calm;
  private int rest;
  private int firingFor;
  private AlertThreshold threshold = new AlertThreshold();
  private Alert current;

  /** The identity of the alert of this entity. */
  static String fingerprint(String entity, String service) {
    return Alert.fingerprint(
        Map.of("alertname", "AnomalyRisk", "service", service, "entity", entity));
  }

  boolean firing() {
    return current != null;
  }

  /** For how many windows it has been firing; 0 when none does. */
  int firingFor() {
    return firingFor;
  }

  /**
   * Whether k of the last n windows were elevated, those in which several metrics agree counting
   * twice: it is more than a spike.
   */
  boolean sustained(ScoringPolicy policy) {
    return among(elevated, policy) + among(agreed, policy) >= policy.sustainedWindows();
  }

  /**
   * Takes one more window.
   *
   * @param evidence how many windows it counts as: 0 unless it has a harmful, material deviation
   *     and enough history, 2 if several metrics agree, else 1
   * @return what changed, or null
   */
  Alert step(ScoringPolicy policy, Subject subject, double risk, int evidence) {
    elevated = elevated << 1 | (evidence > 0 && risk >= RiskScale.CALM ? 1 : 0);
    agreed = agreed << 1 | (evidence > 1 && risk >= RiskScale.CALM ? 1 : 0);
    critical = critical << 1 | (evidence > 0 && risk >= RiskScale.CRITICAL ? 1 : 0);
    calm = risk < RiskScale.CALM ? calm + 1 : 0;
    rest = Math.max(0, rest - 1);
    firingFor = current == null ? 0 : firingFor + 1;
    if (current == null) {
      boolean reached = evidence > 0 && risk >= threshold.at(subject.at(), policy.alertsPerDay());
      return reached && sustained(policy) && rest == 0 ? begin(policy, subject) : null;
    }
    if (calm >= CALM_WINDOWS) {
      return resolve(subject.at(), "cleared");
    }
    boolean worse = severity(policy).compareTo(current.severity()) > 0;
    return worse ? fire(policy, subject) : null;
  }

  /** Resolves what fires, because the entity fell silent or for another reason. */
  Alert resolve(long at, String reason) {
    Alert over = current == null ? null : current.resolved(at, reason);
    current = null;
    rest = REST_WINDOWS;
    firingFor = 0;
    elevated = 0;
    agreed = 0;
    critical = 0;
    return over;
  }

  private Alert begin(ScoringPolicy policy, Subject subject) {
    threshold.alerted();
    return fire(policy, subject);
  }

  private Alert fire(ScoringPolicy policy, Subject subject) {
    current =
        Alert.firing(
            "anomaly",
            "AnomalyRisk",
            subject.service(),
            severity(policy),
            Map.of("entity", subject.entity()),
            subject.annotations(),
            current == null ? subject.at() : current.startsAt(),
            subject.at());
    return current;
  }

  private Severity severity(ScoringPolicy policy) {
    return among(critical, policy) >= policy.sustainedWindows()
        ? Severity.CRITICAL
        : Severity.WARNING;
  }

  private static int among(int bits, ScoringPolicy policy) {
    return Integer.bitCount(bits & (1 << policy.ofWindows()) - 1);
  }

  void write(DataOutput to) throws IOException {
    to.writeInt(elevated);
    to.writeInt(agreed);
    to.writeInt(critical);
    to.writeInt(calm);
    to.writeInt(rest);
    to.writeInt(firingFor);
    threshold.write(to);
    to.writeBoolean(current != null);
    if (current != null) {
      to.writeUTF(current.service());
      to.writeUTF(current.labels().get("entity"));
      to.writeUTF(current.severity().json());
      to.writeLong(current.startsAt());
      to.writeLong(current.updatedAt());
      to.writeByte(current.annotations().size());
      for (Map.Entry<String, String> each : current.annotations().entrySet()) {
        to.writeUTF(each.getKey());
        to.writeUTF(each.getValue());
      }
    }
  }

  static AlertState read(DataInput from) throws IOException {
    AlertState state = new AlertState();
    state.elevated = from.readInt();
    state.agreed = from.readInt();
    state.critical = from.readInt();
    state.calm = from.readInt();
    state.rest = from.readInt();
    state.firingFor = from.readInt();
    state.threshold = AlertThreshold.read(from);
    if (from.readBoolean()) {
      String service = from.readUTF();
      Map<String, String> entity = Map.of("entity", from.readUTF());
      Severity severity = Severity.of(from.readUTF());
      long startsAt = from.readLong();
      long updatedAt = from.readLong();
      Map<String, String> annotations = new LinkedHashMap<>();
      int size = from.readUnsignedByte();
      for (int i = 0; i < size; i++) {
        annotations.put(from.readUTF(), from.readUTF());
      }
      state.current =
          Alert.firing(
              "anomaly",
              "AnomalyRisk",
              service,
              severity,
              entity,
              annotations,
              startsAt,
              updatedAt);
    }
    return state;
  }

  /**
   * What an alert would be about.
   *
   * @param at event time, epoch milliseconds
   * @param annotations what people read
   */
  record Subject(String entity, String service, long at, Map<String, String> annotations) {}
}
