package dev.tocsin.events.openslo;

/**
 * Something that is wrong with a document.
 *
 * @param document the document's {@link Document#label() label}
 * @param field the path in that document, or {@code ""} when it is about all of it
 * @param reason what is wrong and what is allowed
 */
public record Finding(String document, String field, String reason) {
  @Override
  public String toString() {
    return document + ": " + (field.isEmpty() ? "" : field + " ") + reason;
  }
}
