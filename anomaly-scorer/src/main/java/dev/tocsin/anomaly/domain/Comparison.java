package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Model;

/**
 * Champion and challenger side by side: what each one's alerts were worth in the same windows, by
 * the same incidents and the same words of people.
 *
 * @param since end of the first window that counts, epoch milliseconds; null before there is one
 * @param until end of the last one that the challenger has judged, or null likewise
 * @param windows how many it has judged
 */
public record Comparison(Long since, Long until, long windows, Judged champion, Judged challenger) {

  /**
   * What alerts of one kind of model were worth.
   *
   * @param alerts how many fired, or would have
   * @param confirmed those in the time of an incident, of what somebody said was missed, or in the
   *     half hour before
   * @param falseAlarms those in the time of an alert that somebody called false
   * @param incidents how many there were
   * @param found in how many of them, or the half hour before, an alert fired
   */
  public record Judged(
      Model.Kind kind, int alerts, int confirmed, int falseAlarms, int incidents, int found) {

    // Named as getters: only then the JSON has them.
    /** Confirmed ones among those that anything is known of, 0 to 1; null when of none is. */
    public Double getPrecision() {
      int known = confirmed + falseAlarms;
      return known == 0 ? null : (double) confirmed / known;
    }

    /** The share of incidents found, 0 to 1; null when there were none. */
    public Double getRecall() {
      return incidents == 0 ? null : (double) found / incidents;
    }
  }
}
