package dev.tocsin.router.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EscalationSpec;
import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Contact;
import java.util.List;
import java.util.Map;

/** Who can be told, how, and who is next: the definitions as groups need them. */
public interface Directory {
  /** The receiver's channels by name; empty when there is no such receiver. */
  Map<String, Contact> contacts(String receiver);

  /** The escalation policy's levels; empty when there is no such policy. */
  List<Level> levels(String policy);

  /** The directory that these definitions make. */
  static Directory of(Definitions definitions) {
    return new Directory() {
      @Override
      public Map<String, Contact> contacts(String receiver) {
        return definitions
            .find(DefinitionKind.RECEIVER, receiver, ReceiverSpec.class)
            .map(declared -> declared.spec().contacts())
            .orElse(Map.of());
      }

      @Override
      public List<Level> levels(String policy) {
        return definitions
            .find(DefinitionKind.ESCALATION, policy, EscalationSpec.class)
            .map(declared -> declared.spec().levels())
            .orElse(List.of());
      }
    };
  }
}
