package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Mail;
import dev.tocsin.router.text.PageText;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends pages over SMTP, as text and as HTML. The message's id is the notification's; all messages
 * of one life of a group refer to the same one, which is how mail readers make a thread.
 */
public record MailChannel(
    MailClient client, Pages pages, PageText text, String from, Duration deadline)
    implements Channel {
  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Page page = pages.of(intent);
    Mail mail = receiver.contact(intent.channel(), Mail.class);
    String sender = mail.from();
    String thread = "<" + intent.thread() + "@tocsin>";
    MailMessage message =
        new MailMessage()
            .setFrom(sender == null ? from : sender)
            .setTo(List.copyOf(mail.to()))
            .setSubject(text.title(receiver.templates(), page))
            .setText(text.text(receiver.templates(), page))
            .setHtml(text.html(receiver.templates(), page))
            .addHeader("Message-ID", "<" + intent.notificationId() + "@tocsin>")
            .addHeader("In-Reply-To", thread)
            .addHeader("References", thread)
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
