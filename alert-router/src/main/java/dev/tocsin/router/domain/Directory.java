package dev.tocsin.router.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EscalationSpec;
import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.ReceiverSpec;
import java.util.ArrayList;
import java.util.List;

/** Who can be told, how, and who is next: the definitions as groups need them. */
public interface Directory {
  /** The receiver's channels; empty when there is no such receiver. */
  List<String> channels(String receiver);

  /** The escalation policy's levels; empty when there is no such policy. */
  List<Level> levels(String policy);

  /** The directory that these definitions make. */
  static Directory of(Definitions definitions) {
    return new Directory() {
      @Override
      public List<String> channels(String receiver) {
        return definitions
            .find(DefinitionKind.RECEIVER, receiver, ReceiverSpec.class)
            .map(declared -> channelsOf(declared.spec()))
            .orElse(List.of());
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

  /** The channels that a receiver has: {@code kafka}, {@code webhook}, {@code mail}. */
  static List<String> channelsOf(ReceiverSpec spec) {
    List<String> channels = new ArrayList<>();
    if (spec.kafka() != null) {
      channels.add("kafka");
    }
    if (spec.webhook() != null) {
      channels.add("webhook");
    }
    if (spec.mail() != null) {
      channels.add("mail");
    }
    return channels;
  }
}
