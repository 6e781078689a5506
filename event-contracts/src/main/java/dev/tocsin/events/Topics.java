package dev.tocsin.events;

import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The catalogue of topics. Partitions and retention stand in the deployment's topics file; a test
 * holds the two together.
 */
public final class Topics {
  /** The prefix unless configured otherwise. */
  public static final String DEFAULT_PREFIX = "tocsin.";

  private final String prefix;

  /**
   * @param prefix what every name begins with; may be empty
   */
  public Topics(String prefix) {
    this.prefix = prefix;
  }

  /** One request event or an array of them; read with {@link EventReader#requests}. */
  public Topic<byte[]> requests() {
    return raw("telemetry.requests");
  }

  /** One metrics event or an array of them; read with {@link EventReader#metrics}. */
  public Topic<byte[]> metrics() {
    return raw("telemetry.metrics");
  }

  /** One check event or an array of them; read with {@link EventReader#checks}. */
  public Topic<byte[]> checks() {
    return raw("telemetry.checks");
  }

  /** One log event or an array of them; read with {@link EventReader#logs}. */
  public Topic<byte[]> logs() {
    return raw("telemetry.logs");
  }

  /** One incident event, keyed by incident; read with {@link EventReader#incidents}. */
  public Topic<byte[]> incidents() {
    return raw("incidents");
  }

  public Topic<Definition> definitions() {
    return json("definitions", Definition.class);
  }

  public Topic<Slice> slices() {
    return json("sla.slices", Slice.class);
  }

  public Topic<Verdict> verdicts() {
    return json("sla.verdicts", Verdict.class);
  }

  public Topic<Violation> violations() {
    return json("sla.violations", Violation.class);
  }

  /** Keyed by objective/service: how measurement slices came out that others build upon. */
  public Topic<Outcome> outcomes() {
    return json("sla.outcomes", Outcome.class);
  }

  public Topic<Score> scores() {
    return json("anomaly.scores", Score.class);
  }

  public Topic<Model> models() {
    return json("anomaly.models", Model.class);
  }

  public Topic<Alert> alerts() {
    return json("alerts", Alert.class);
  }

  public Topic<Command> commands() {
    return json("commands", Command.class);
  }

  /** Firing alerts that may keep others from paging, for all instances of the router. */
  public Topic<Inhibitor> inhibitors() {
    return json("inhibitors", Inhibitor.class);
  }

  public Topic<Notification> notifications() {
    return json("notifications", Notification.class);
  }

  /** The router's outbox: intents that its dispatcher has to carry out. */
  public Topic<Notification> dispatch() {
    return json("dispatch", Notification.class);
  }

  /** What receivers call the lives of groups, such as the first message of a Slack thread. */
  public Topic<byte[]> conversations() {
    return raw("conversations");
  }

  /** What the default receivers get, for whoever wants to act on it. */
  public Topic<Page> pages() {
    return json("pages", Page.class);
  }

  /** The refused value as it came; why is in the headers, see {@link DeadLetter}. */
  public Topic<byte[]> deadLetters() {
    return raw("dead-letters");
  }

  public Topic<AuditEntry> audit() {
    return json("audit", AuditEntry.class);
  }

  /** Every topic of the catalogue. */
  public List<Topic<?>> all() {
    return List.of(
        requests(),
        metrics(),
        checks(),
        logs(),
        incidents(),
        definitions(),
        slices(),
        verdicts(),
        violations(),
        outcomes(),
        scores(),
        models(),
        alerts(),
        commands(),
        inhibitors(),
        notifications(),
        dispatch(),
        conversations(),
        pages(),
        deadLetters(),
        audit());
  }

  private Topic<byte[]> raw(String name) {
    return new Topic<>(prefix + name, Serdes.ByteArray());
  }

  private <V> Topic<V> json(String name, Class<V> type) {
    return new Topic<>(prefix + name, serde(type));
  }

  /** The JSON serde of a type; a null value (a tombstone) stays null. */
  public static <V> Serde<V> serde(Class<V> type) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : Json.write(value),
        (topic, bytes) -> bytes == null ? null : Json.read(bytes, type));
  }
}
