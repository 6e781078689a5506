package dev.tocsin.events.egress;

import dev.tocsin.events.contact.Authorization;
import dev.tocsin.events.contact.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Finds secrets. A definition may name only what was set aside for that, so that whoever may write
 * definitions cannot have other variables and files sent to themselves.
 *
 * @param prefix what a variable's name must begin with
 * @param directory what a file must lie in
 * @param environment the variables
 */
public record Secrets(String prefix, Path directory, UnaryOperator<String> environment) {

  /**
   * The secret, without the line's end that files have.
   *
   * @throws MissingSecretException saying which one, and why
   */
  public String find(Secret secret) {
    String value = secret.env() == null ? file(secret.file()) : variable(secret.env());
    if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new MissingSecretException(name(secret) + " is empty, or not one line of ASCII");
    }
    return value;
  }

  /**
   * The value of the header {@code Authorization}.
   *
   * @throws MissingSecretException saying which secret, and why
   */
  public String header(Authorization authorization) {
    return authorization.header(find(authorization.secret()));
  }

  private String variable(String name) {
    if (!name.startsWith(prefix)) {
      throw new MissingSecretException("variable " + name + " does not begin with " + prefix);
    }
    String value = environment.apply(name);
    if (value == null) {
      throw new MissingSecretException("variable " + name + " is not set");
    }
    return value.strip();
  }

  private String file(String name) {
    try {
      Path real = directory.resolve(name).toRealPath();
      if (!real.startsWith(directory.toRealPath())) {
        throw new MissingSecretException("file " + name + " is not below " + directory);
      }
      return Files.readString(real).strip();
    } catch (IOException e) {
      throw new MissingSecretException("file " + name + " cannot be read below " + directory);
    }
  }

  private static String name(Secret secret) {
    return secret.env() == null ? "file " + secret.file() : "variable " + secret.env();
  }
}
