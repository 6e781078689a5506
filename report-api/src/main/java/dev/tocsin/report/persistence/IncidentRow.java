package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An incident's newest event. */
@Entity
@Immutable
@Table(name = "incident")
public class IncidentRow extends PanacheEntityBase implements Stored {
  @Id
  @Column(name = "incident_id")
  public String incidentId;

  public String service;

  public Long began;

  public String body;

  @Override
  public String body() {
    return body;
  }
}
