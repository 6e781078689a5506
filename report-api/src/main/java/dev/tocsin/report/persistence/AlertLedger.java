package dev.tocsin.report.persistence;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The ledger's records about one alert, or about one notification. */
@Singleton
public class AlertLedger {
  /** A notification of several alerts is filed under one of them: its intent names them all. */
  private static final String ALERT =
      """
      SELECT body FROM notification WHERE at >= $2 AND at < $3 AND (fingerprint = $1
        OR notification_id IN (
          SELECT notification_id FROM notification
          WHERE decision = 'INTENDED' AND position('"fingerprint":"' || $1 || '"' IN body) > 0
            AND group_key IN (
              SELECT DISTINCT group_key FROM notification WHERE fingerprint = $1)))
      ORDER BY at, rank LIMIT $4\
      """;

  private static final String NOTIFICATION =
      "SELECT body FROM notification WHERE notification_id = $1 ORDER BY at, rank";

  private final ReadModel rows;

  AlertLedger(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * What was decided and done about an alert, in its order.
   *
   * @param from at or after this, epoch milliseconds
   * @param to before this
   */
  public Uni<List<Notification>> alert(String fingerprint, long from, long to, int atMost) {
    return select(
        ALERT, Tuple.tuple().addString(fingerprint).addLong(from).addLong(to).addInteger(atMost));
  }

  /** What became of a notification, in its order. */
  public Uni<List<Notification>> notification(String notificationId) {
    return select(NOTIFICATION, Tuple.of(notificationId));
  }

  private Uni<List<Notification>> select(String query, Tuple parameters) {
    return rows.query(query, parameters)
        .map(
            found -> {
              List<Notification> ledger = new ArrayList<>();
              for (Row row : found) {
                byte[] body = row.getString(0).getBytes(StandardCharsets.UTF_8);
                ledger.add(Json.read(body, Notification.class));
              }
              return ledger;
            });
  }
}
