package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Command;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What people say about entities. It goes to every task, and each takes what is its own: only there
 * is it known which entities a service has and whose alert a fingerprint is.
 */
public sealed interface Directive extends Input {

  /**
   * A person's command.
   *
   * @param target an entity, {@code entity#modelId}, or the fingerprint of an anomaly alert
   * @param at when, or until when what it is about lasted, epoch milliseconds
   */
  record Order(String target, Command.Action action, long at) implements Directive {
    /** Whether this entity is meant: by its name, or by the fingerprint of its alert. */
    public boolean concerns(String name, String service) {
      return name.equals(entity()) || AlertState.fingerprint(name, service).equals(target);
    }

    /** The target without a model. */
    public String entity() {
      int hash = target.lastIndexOf('#');
      return hash < 0 ? target : target.substring(0, hash);
    }

    /** The model that is meant, or null. */
    public String modelId() {
      int hash = target.lastIndexOf('#');
      return hash < 0 ? null : target.substring(hash + 1);
    }
  }

  /**
   * An incident, as far as it is known.
   *
   * @param from when the harm began, epoch milliseconds
   * @param to when it was over; {@link Long#MAX_VALUE} while it is not
   */
  record Incident(String id, String service, long from, long to) implements Directive {}

  /** Writes the form that {@link #read} reads. */
  static void write(Directive directive, DataOutput to) throws IOException {
    if (directive instanceof Order order) {
      to.writeBoolean(true);
      to.writeUTF(order.target);
      to.writeUTF(order.action.name());
      to.writeLong(order.at);
    } else if (directive instanceof Incident incident) {
      to.writeBoolean(false);
      to.writeUTF(incident.id);
      to.writeUTF(incident.service);
      to.writeLong(incident.from);
      to.writeLong(incident.to);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Directive read(DataInput from) throws IOException {
    return from.readBoolean()
        ? new Order(from.readUTF(), Command.Action.valueOf(from.readUTF()), from.readLong())
        : new Incident(from.readUTF(), from.readUTF(), from.readLong(), from.readLong());
  }
}
