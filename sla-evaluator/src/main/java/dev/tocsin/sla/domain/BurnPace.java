package dev.tocsin.sla.domain;

/** How fast a budget is spent, to one of its burn alerts. */
public enum BurnPace {
  /** Over the factor in both windows, and the long one has been seen as a whole. */
  FAST,
  /** Over the factor in the short window only. */
  BRIEF,
  /** Not over the factor in the short window any more, or in neither. */
  SLOW,
  /** The short window has no data, and the long one is still over the factor. */
  UNKNOWN;

  /**
   * The pace at slice {@code end}.
   *
   * @param first the first slice that ever had data: a window that reaches farther back is young
   * @param open whether the last slice still goes on: then the window is not yet as long as it
   *     should be
   */
  static BurnPace of(
      Objective objective, BurnRule rule, Ring ring, long end, long first, boolean open) {
    boolean partial = Judgement.partial(objective, open);
    Judgement.Count brief =
        Judgement.Count.of(objective, ring, rule.shortWindow(), end, first, partial);
    Judgement.Count whole =
        Judgement.Count.of(objective, ring, rule.longWindow(), end, first, partial);
    boolean lasting = rule.exceeded(whole.bad(), whole.total());
    if (rule.exceeded(brief.bad(), brief.total())) {
      long start = objective.firstOf(rule.longWindow(), end);
      return lasting && (open ? first < start : first <= start) ? FAST : BRIEF;
    }
    return brief.total() == 0 && lasting ? UNKNOWN : SLOW;
  }
}
