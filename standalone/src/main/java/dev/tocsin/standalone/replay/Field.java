package dev.tocsin.standalone.replay;

/**
 * A field of an event.
 *
 * @param group the object that it lies in ({@code metrics}, {@code labels}), or null
 * @param name its name there
 * @param type what its value is
 */
record Field(String group, String name, FieldType type) {
  /** Its full name, as options and refusals write it. */
  String path() {
    return group == null ? name : group + "." + name;
  }
}
