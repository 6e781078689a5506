package dev.tocsin.router.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Contact;
import java.util.Map;

/** Who can be told, and how: the definitions as groups need them. */
@FunctionalInterface
public interface Directory {
  /** The receiver's channels by name; empty when there is no such receiver. */
  Map<String, Contact> contacts(String receiver);

  /** The directory that these definitions make. */
  static Directory of(Definitions definitions) {
    return receiver ->
        definitions
            .find(DefinitionKind.RECEIVER, receiver, ReceiverSpec.class)
            .map(declared -> declared.spec().contacts())
            .orElse(Map.of());
  }
}
