package dev.tocsin.router.domain;

import dev.tocsin.events.Rejected;

/**
 * What a record's bytes say, or why they were refused.
 *
 * @param value the alert or command; null when refused
 * @param rejected the reason; null when accepted
 */
public record Read<T>(T value, Rejected rejected) {
  static <T> Read<T> of(T value) {
    return new Read<>(value, null);
  }

  static <T> Read<T> rejected(String field, String reason) {
    return new Read<>(null, new Rejected(field, reason));
  }

  public boolean accepted() {
    return rejected == null;
  }
}
