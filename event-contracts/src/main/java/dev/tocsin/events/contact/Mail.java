package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.util.List;

/**
 * Mail addresses.
 *
 * @param to at least one
 * @param from the sender, or null for the alert router's
 */
public record Mail(List<String> to, String from, Boolean sendResolved) implements Contact {
  /** What a mail address looks like. */
  public static final String ADDRESS = "[^@\\s<>,;\"]+@[^@\\s<>,;\"]+";

  public Mail {
    if (to == null || to.isEmpty() || !to.stream().allMatch(a -> a != null && a.matches(ADDRESS))) {
      throw new InvalidFieldException("to", "is required: a list of mail addresses");
    }
    if (from != null && !from.matches(ADDRESS)) {
      throw new InvalidFieldException("from", "must be a mail address");
    }
    to = List.copyOf(to);
    sendResolved = Contact.unlessSaid(sendResolved);
  }
}
