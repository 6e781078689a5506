package dev.tocsin.report.delivery;

import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.projection.ProjectionStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks what is due, as long as the service runs. */
@Singleton
class DeliveryWiring {
  /** With a receiver. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReportConfig.Deliveries config;
  private final Deliveries deliveries;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "scheduled-reports"));

  DeliveryWiring(
      ReportConfig config,
      ProjectionStatus status,
      Pool pool,
      ReportSource source,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.config = config.report().deliveries();
    TargetPolicy policy =
        new TargetPolicy(
            this.config.schemes(),
            this.config.allowPrivate(),
            this.config.allowedHosts().orElse(List.of()));
    this.deliveries =
        new Deliveries(
            status,
            new DeliveryLog(pool),
            source,
            new MailSender(mail(vertx, this.config.smtp()), this.config.smtp().from()),
            new WebhookSender(
                // Names are resolved on the thread that sends and waits anyway.
                new Requests(
                    vertx, policy, InetAddress::getAllByName, PATIENCE, Runnable::run, clock),
                new Secrets(
                    this.config.secrets().envPrefix(),
                    this.config.secrets().directory(),
                    System::getenv),
                clock),
            registry,
            clock);
  }

  private static MailClient mail(Vertx vertx, ReportConfig.Smtp smtp) {
    MailConfig mail =
        new MailConfig(smtp.host(), smtp.port(), smtp.startTls(), LoginOption.NONE)
            .setSsl(smtp.tls())
            .setKeepAlive(false);
    if (smtp.username().isPresent()) {
      mail.setLogin(LoginOption.REQUIRED)
          .setUsername(smtp.username().get())
          .setPassword(smtp.password().orElse(""));
    }
    return MailClient.create(vertx, mail);
  }

  void start(@Observes StartupEvent event) {
    long every = config.every().toMillis();
    thread.scheduleWithFixedDelay(deliveries, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
