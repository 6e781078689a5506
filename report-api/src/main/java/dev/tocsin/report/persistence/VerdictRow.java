package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A verdict of one period end. */
@Entity
@Immutable
@Table(name = "verdict")
@IdClass(VerdictRow.Key.class)
public class VerdictRow extends PanacheEntityBase implements Stored {
  @Id public String objective;

  @Id public String service;

  @Id
  @Column(name = "period_end")
  public Long periodEnd;

  public String body;

  @Override
  public String body() {
    return body;
  }

  /** What identifies a verdict. */
  public record Key(String objective, String service, Long periodEnd) {}
}
