package dev.tocsin.router.channel;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import dev.tocsin.router.text.PageText;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real SMTP server. */
class MailChannelTest {
  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
          .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void textAndHtmlUnderTheNotificationsIdInTheGroupsThread() throws Exception {
    Outcome outcome = send(port(), intent("CPU"), "ops@example.com", "lead@example.com");

    assertThat(outcome).isEqualTo(new Outcome.Delivered("accepted by the mail server", null));
    MimeMessage[] received = SERVER.getReceivedMessages();
    assertThat(received).hasSize(2);
    assertThat(received[0].getHeader("Message-ID")).containsExactly("<n-1@tocsin>");
    assertThat(received[0].getSubject()).isEqualTo("[FIRING:1] CPU g checkout");
    assertThat(received[0].getFrom()[0]).hasToString("tocsin@example.com");
    assertThat(received[0].getHeader("In-Reply-To")).containsExactly("<thread-g@tocsin>");
    assertThat(received[0].getHeader("References")).containsExactly("<thread-g@tocsin>");
    assertThat(received[0].getContentType()).startsWith("multipart/alternative");
    Multipart parts = (Multipart) received[0].getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat((String) parts.getBodyPart(0).getContent())
        .contains("Why you get this: the group's first notice")
        .contains("severity: critical");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat((String) parts.getBodyPart(1).getContent())
        .contains("<td>severity</td><td>critical</td>");
  }

  @Test
  void labelsCannotAddHeaders() throws Exception {
    send(port(), intent("CPU\r\nBcc: eve@example.com\r\n\r\nbody"), "ops@example.com");

    MimeMessage[] received = SERVER.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getHeader("Bcc")).isNull();
    assertThat(received[0].getSubject())
        .isEqualTo("[FIRING:1] CPU Bcc: eve@example.com body g checkout");
  }

  @Test
  void withStartTlsNothingGoesInClear() throws Exception {
    try (StartTlsFront front = new StartTlsFront(port())) {
      Outcome outcome = send(startTls(front.port()), intent("CPU"), "ops@example.com");

      assertThat(outcome).isEqualTo(new Outcome.Delivered("accepted by the mail server", null));
      assertThat(SERVER.getReceivedMessages()).hasSize(1);
      assertThat(front.inClear()).hasSize(2).last().isEqualTo("STARTTLS");
    }
  }

  @Test
  void aServerWithoutStartTlsIsToldNothingWhereThatIsRequired() throws Exception {
    Outcome outcome = send(startTls(port()), intent("CPU"), "ops@example.com");

    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(SERVER.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatSpeaksTlsFromTheFirstByteIsSpokenToInTls() throws Exception {
    GreenMail server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    server.start();
    try {
      MailConfig config = trusting(server.getSmtps().getPort());

      assertThat(send(config.setSsl(true), intent("CPU"), "ops@example.com"))
          .isInstanceOf(Outcome.Delivered.class);
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  private static MailConfig startTls(int port) {
    return trusting(port).setStarttls(StartTLSOptions.REQUIRED);
  }

  private static MailConfig trusting(int port) {
    return new MailConfig()
        .setHostname("127.0.0.1")
        .setPort(port)
        .setTrustAll(true)
        .setHostnameVerificationAlgorithm("");
  }

  @Test
  void labelsCannotAddMarkup() throws Exception {
    send(port(), intent("<script>alert('x')</script>"), "ops@example.com");

    Multipart parts = (Multipart) SERVER.getReceivedMessages()[0].getContent();
    assertThat((String) parts.getBodyPart(1).getContent())
        .doesNotContain("<script>")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  }

  @Test
  void aServerThatIsDownMayBeUpLater() throws Exception {
    int port = port();
    SERVER.stop();

    Outcome outcome = send(port, intent("CPU"), "ops@example.com");

    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(outcome.reason()).startsWith("cannot be handed over");
  }

  @ParameterizedTest
  @CsvSource({"550, true", "451, false"})
  void theServersRefusalSaysWhetherForEver(int code, boolean permanent) throws Exception {
    try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> refuse(refusing, code));

      Outcome outcome = send(refusing.getLocalPort(), intent("CPU"), "gone@example.com");

      assertThat(outcome instanceof Outcome.Permanent).isEqualTo(permanent);
      assertThat(outcome instanceof Outcome.Transient).isNotEqualTo(permanent);
    }
  }

  /** Speaks SMTP up to the recipient, and refuses that. */
  private static void refuse(ServerSocket server, int code) {
    try (Socket client = server.accept();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        Writer out = new OutputStreamWriter(client.getOutputStream(), US_ASCII)) {
      out.write("220 ready\r\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line.startsWith("RCPT") ? code + " no\r\n" : "250 ok\r\n");
        out.flush();
      }
    } catch (IOException e) {
      // The client hangs up after the refusal.
      assertThat(e).isNotNull();
    }
  }

  private Outcome send(int port, Notification intent, String... to) throws Exception {
    return send(new MailConfig().setHostname("127.0.0.1").setPort(port), intent, to);
  }

  private Outcome send(MailConfig config, Notification intent, String... to) throws Exception {
    MailClient client = MailClient.create(vertx, config);
    return new MailChannel(
            client, Outside.PAGES, new PageText(), "tocsin@example.com", Duration.ofSeconds(10))
        .send(intent, Intents.mail(to))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static int port() {
    return SERVER.getSmtp().getPort();
  }

  private static Notification intent(String name) {
    return Intents.intent("n-1", "ops", "mail", "g", T, firing(name, Severity.CRITICAL, T));
  }
}
