package dev.tocsin.events.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.contact.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path root;

  @Test
  void onlyWhatWasSetAsideForThat() throws Exception {
    Path directory = Files.createDirectory(root.resolve("secrets"));
    Files.writeString(directory.resolve("token"), "t0ken\n");
    Files.writeString(directory.resolve("two"), "a\nb");
    Files.writeString(root.resolve("passwd"), "root");
    Files.createSymbolicLink(directory.resolve("link"), root.resolve("passwd"));
    Secrets secrets =
        new Secrets("S_", directory, Map.of("S_A", "value", "HOME", "/root", "S_E", "")::get);

    assertThat(secrets.find(new Secret("S_A", null))).isEqualTo("value");
    assertThat(secrets.find(new Secret(null, "token"))).isEqualTo("t0ken");
    assertThat(secrets.find(new Secret(null, directory.resolve("token").toString())))
        .isEqualTo("t0ken");
    refused(secrets, new Secret("HOME", null), "variable HOME does not begin with S_");
    refused(secrets, new Secret("S_B", null), "variable S_B is not set");
    refused(secrets, new Secret("S_E", null), "is empty, or not one line of ASCII");
    refused(secrets, new Secret(null, "two"), "is empty, or not one line of ASCII");
    refused(secrets, new Secret(null, "../passwd"), "is not below");
    refused(secrets, new Secret(null, "/etc/hostname"), "is not below");
    refused(secrets, new Secret(null, "link"), "is not below");
    refused(secrets, new Secret(null, "none"), "cannot be read below");
  }

  private static void refused(Secrets secrets, Secret secret, String why) {
    assertThatThrownBy(() -> secrets.find(secret))
        .isInstanceOf(MissingSecretException.class)
        .hasMessageContaining(why);
  }
}
