package dev.tocsin.report.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A definition as it stands now. */
@Entity
@Immutable
@Table(name = "definition")
@IdClass(DefinitionRow.Key.class)
public class DefinitionRow extends PanacheEntityBase implements Stored {
  @Id public String kind;

  @Id public String name;

  public boolean deleted;

  public String body;

  @Override
  public String body() {
    return body;
  }

  /** What identifies a definition. */
  public record Key(String kind, String name) {}
}
