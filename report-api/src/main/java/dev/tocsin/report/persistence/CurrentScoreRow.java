package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An entity's newest score. */
@Entity
@Immutable
@Table(name = "score_current")
public class CurrentScoreRow extends PanacheEntityBase implements Stored {
  @Id public String entity;

  public String service;

  public double risk;

  public String body;

  @Override
  public String body() {
    return body;
  }
}
