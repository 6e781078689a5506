package dev.tocsin.events;

import java.util.List;

/** Checks of lists in specifications. */
final class Lists {
  private Lists() {}

  /**
   * The list, which must have an element.
   *
   * @throws InvalidFieldException when it has none, or one that is null
   */
  static <T> List<T> required(String field, List<T> list, String what) {
    if (list == null || list.isEmpty()) {
      throw new InvalidFieldException(field, "is required: " + what);
    }
    return orEmpty(field, list);
  }

  /**
   * The list, empty when it is null.
   *
   * @throws InvalidFieldException when an element is null
   */
  static <T> List<T> orEmpty(String field, List<T> list) {
    int missing = list == null ? -1 : list.indexOf(null);
    if (missing >= 0) {
      throw new InvalidFieldException(field + "[" + missing + "]", "must not be null");
    }
    return list == null ? List.of() : List.copyOf(list);
  }
}
