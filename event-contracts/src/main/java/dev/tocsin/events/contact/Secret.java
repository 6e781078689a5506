package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;

/**
 * Where the service that sends finds a secret. A definition is read by many; it says where, never
 * what.
 *
 * @param env an environment variable of that service, or null
 * @param file a file below its directory of secrets, or null
 */
public record Secret(String env, String file) {
  /** What is allowed. */
  static final String FORM = "{env: NAME} or {file: PATH}";

  public Secret {
    if ((env == null) == (file == null)) {
      throw new InvalidFieldException("env", "exactly one of env and file is required");
    }
    if (env != null && !env.matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
      throw new InvalidFieldException("env", "must be the name of an environment variable");
    }
    if (file != null && (file.isBlank() || file.indexOf('\0') >= 0)) {
      throw new InvalidFieldException("file", "must be a file's path");
    }
  }
}
