package dev.tocsin.report.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends reports over SMTP, attached; the message's id is the delivery's key. */
final class MailSender {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MailClient client;
  private final String from;

  MailSender(MailClient client, String from) {
    this.client = client;
    this.from = from;
  }

  Outcome send(Document document, List<String> to) throws InterruptedException {
    MailMessage message =
        new MailMessage()
            .setFrom(from)
            .setTo(List.copyOf(to))
            .setSubject(document.title())
            .setText(document.title() + "\n\nThe report is attached: " + document.fileName() + "\n")
            .setAttachment(
                MailAttachment.create()
                    .setData(Buffer.buffer(document.body()))
                    .setContentType(document.type())
                    .setDisposition("attachment")
                    .setName(document.fileName()))
            .addHeader("Message-ID", "<report." + document.key() + "@tocsin>")
            .addHeader("Auto-Submitted", "auto-generated");
    try {
      client
          .sendMail(message)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome.Delivered("accepted by the mail server");
    } catch (TimeoutException e) {
      return new Outcome.Later("the mail server does not answer");
    } catch (ExecutionException e) {
      return e.getCause() instanceof SMTPException refused && refused.isPermanent()
          ? new Outcome.Never("refused by the mail server: " + refused.getReplyCode())
          : new Outcome.Later("cannot be handed over: " + e.getCause().getMessage());
    }
  }
}
