package dev.tocsin.router.domain;

import dev.tocsin.events.Notification;
import java.util.List;

/**
 * The outcome of an event, or of the passing of time, for a group.
 *
 * @param group the group from now on; null when it is forgotten
 * @param ledger what was decided; those with decision INTENDED are also for the outbox
 */
public record GroupStep(Group group, List<Notification> ledger) {}
