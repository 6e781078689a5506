package dev.tocsin.report.persistence;

import io.vertx.mutiny.sqlclient.Tuple;

/**
 * A range in equal parts.
 *
 * @param from epoch milliseconds, exclusive: what is asked about is known by its end
 * @param to epoch milliseconds, inclusive
 * @param count how many parts
 */
public record Parts(long from, long to, int count) {
  /** As rows {@code part}, {@code since}, {@code until}; takes the parameters $1 to $3. */
  static final String ROWS =
      """
      generate_series(1, $3::int) AS part
      CROSS JOIN LATERAL (SELECT $1::bigint + ($2::bigint - $1::bigint) * (part - 1) / $3::int AS since,
                                 $1::bigint + ($2::bigint - $1::bigint) * part / $3::int AS until) AS range
      """;

  /** The parameters $1 to $3; more may be added. */
  Tuple parameters() {
    return Tuple.tuple().addLong(from).addLong(to).addInteger(count);
  }
}
