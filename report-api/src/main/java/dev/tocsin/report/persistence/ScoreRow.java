package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An entity's score of one window. */
@Entity
@Immutable
@Table(name = "score")
@IdClass(ScoreRow.Key.class)
public class ScoreRow extends PanacheEntityBase implements Stored {
  @Id public String entity;

  @Id
  @Column(name = "window_end")
  public Long windowEnd;

  public String service;

  public double risk;

  public String body;

  @Override
  public String body() {
    return body;
  }

  /** What identifies a score. */
  public record Key(String entity, Long windowEnd) {}
}
