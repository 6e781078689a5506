package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A violation's newest revision. */
@Entity
@Immutable
@Table(name = "violation")
public class ViolationRow extends PanacheEntityBase implements Stored {
  @Id public String id;

  public String objective;

  public String service;

  public Long began;

  public Long ended;

  public boolean withdrawn;

  public String body;

  @Override
  public String body() {
    return body;
  }
}
