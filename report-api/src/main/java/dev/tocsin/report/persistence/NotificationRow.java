package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** One record of the notification ledger. */
@Entity
@Immutable
@Table(name = "notification")
public class NotificationRow extends PanacheEntityBase implements Stored {
  @Id public String id;

  public String fingerprint;

  public String receiver;

  public String decision;

  public Long at;

  public String body;

  @Override
  public String body() {
    return body;
  }
}
