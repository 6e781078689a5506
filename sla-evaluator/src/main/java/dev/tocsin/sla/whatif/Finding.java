package dev.tocsin.sla.whatif;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.List;
import java.util.Map;

/**
 * What one service's slices say.
 *
 * @param service the service
 * @param coveredFrom the oldest stored slice that was read, epoch milliseconds; null for none:
 *     nothing is known of the time before it
 * @param slices how many slices were read
 * @param counts how many verdicts of the range had which status
 * @param first the first verdict of the range, or null
 * @param last the last one, or null
 * @param worst the one with the least budget left, or the worst value; the first of equal ones
 * @param verdicts verdicts at even distances, and each at which the status changed, oldest first
 * @param violations those that went on in the range, each as it was last known
 * @param alerts what would have been sent in the range, in its order
 */
public record Finding(
    String service,
    Long coveredFrom,
    long slices,
    Map<Verdict.Status, Long> counts,
    Verdict first,
    Verdict last,
    Verdict worst,
    List<Verdict> verdicts,
    List<Violation> violations,
    List<Alert> alerts) {}
