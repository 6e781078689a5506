package dev.tocsin.router.dispatch;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.router.domain.GroupKey;
import dev.tocsin.router.domain.PageText;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends pages as plain text over SMTP; the message's id is the notification's. */
public final class MailChannel implements Channel {
  private final MailClient client;
  private final String from;
  private final Duration deadline;

  public MailChannel(MailClient client, String from, Duration deadline) {
    this.client = client;
    this.from = from;
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Page page = Page.of(intent, GroupKey.labels(intent.groupKey()));
    MailMessage message =
        new MailMessage()
            .setFrom(from)
            .setTo(List.copyOf(receiver.mail().to()))
            .setSubject(PageText.subject(page))
            .setText(PageText.body(page))
            .addHeader("Message-ID", "<" + intent.notificationId() + "@tocsin>")
            .addHeader("Auto-Submitted", "auto-generated");
    return client
        .sendMail(message)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .handle((sent, failure) -> outcome(failure));
  }

  private Outcome outcome(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      return new Outcome.Delivered("accepted by the mail server", null);
    }
    if (cause instanceof SMTPException refused && refused.isPermanent()) {
      return new Outcome.Permanent("refused by the mail server: " + refused.getReplyCode());
    }
    return new Outcome.Transient(
        cause instanceof TimeoutException
            ? "no answer within " + deadline.toSeconds() + "s"
            : "cannot be handed over: " + cause.getMessage(),
        null);
  }
}
