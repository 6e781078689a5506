package dev.tocsin.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What happens in a browser in front of the running system. */
abstract class DashboardStory {
  @TempDir static Path profile;

  static DashboardStage stage;
  static RunningSystem system;
  static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    stage = DashboardStage.open(profile);
    system = stage.system;
    browser = stage.browser;
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }
}
