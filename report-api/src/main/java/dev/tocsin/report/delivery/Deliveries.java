package dev.tocsin.report.delivery;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.delivery.ReportSource.UnansweredException;
import dev.tocsin.report.projection.ProjectionStatus;
import dev.tocsin.report.projection.ProjectionStatus.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Sends what is due, once: whoever claims it sends it. An instance that dies in between leaves the
 * claim, and after its time another one sends it again under the same key. Of what was due while
 * nobody ran only the latest is sent.
 */
final class Deliveries implements Runnable {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  /** Longer than an attempt takes: 30 s for the report, 30 s for the receiver. */
  private static final Duration HOLD = Duration.ofMinutes(3);

  private static final int MOST_ATTEMPTS = 12;
  private static final Duration LONGEST_REST = Duration.ofHours(4);
  private static final Duration KEPT = Duration.ofDays(90);

  private final ProjectionStatus status;
  private final DeliveryLog log;
  private final ReportSource source;
  private final MailSender mail;
  private final WebhookSender webhook;
  private final MeterRegistry registry;
  private final Clock clock;

  Deliveries(
      ProjectionStatus status,
      DeliveryLog log,
      ReportSource source,
      MailSender mail,
      WebhookSender webhook,
      MeterRegistry registry,
      Clock clock) {
    this.status = status;
    this.log = log;
    this.source = source;
    this.mail = mail;
    this.webhook = webhook;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (status.role() == Role.STARTING) {
      return; // the schema may not be there yet
    }
    try {
      for (Due due : log.due(clock.millis())) {
        var attempt = log.claim(due, HOLD);
        if (attempt.isPresent()) {
          send(due, attempt.getAsInt());
        }
      }
      log.expire(clock.millis() - KEPT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      LOG.warnf("scheduled reports wait until the next time: reason=%s", e);
    }
  }

  private void send(Due due, int attempt) throws InterruptedException {
    Outcome outcome = outcome(due);
    if (outcome instanceof Outcome.Later later && attempt >= MOST_ATTEMPTS) {
      outcome = new Outcome.Never("given up after " + attempt + " attempts: " + later.said());
    }
    log.settle(due, attempt, outcome, rest(attempt));
    String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    registry.counter("tocsin.report.deliveries", "outcome", name).increment();
    LOG.infof(
        "scheduled report: schedule=%s due=%d attempt=%d outcome=%s reason=%s",
        due.schedule(), due.at(), attempt, name, outcome.said());
  }

  private Outcome outcome(Due due) throws InterruptedException {
    try {
      Document document = source.read(due);
      return due.spec().webhook() == null
          ? mail.send(document, due.spec().mail())
          : webhook.send(document, due.spec().webhook(), due.spec().signing());
    } catch (UnansweredException e) {
      return e.outcome();
    } catch (InvalidFieldException e) {
      return new Outcome.Never("parameters: " + e.getMessage());
    }
  }

  /** A minute after the first failed attempt, then twice as long each time. */
  static Duration rest(int attempt) {
    Duration rest = Duration.ofMinutes(1L << Math.min(attempt - 1, 10));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }
}
