package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.MetricsEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an entity costs: on the heap its open windows, in RocksDB its profile. */
class FootprintTest {
  private static final int METRICS = 38;

  @Test
  void theOpenWindowsOfAThousandEntitiesTakeLessThanTwentyMegabytes() {
    long before = usedHeap();
    List<EntityWindows> entities = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      EntityWindows entity = new EntityWindows("s" + i);
      entity.merge(0, 0, window(), 0);
      entity.merge(0, Window.LENGTH_MS, window(), 0);
      entities.add(entity);
    }
    assertThat(usedHeap() - before).isLessThan(20L << 20);
    assertThat(entities).hasSize(1_000);
  }

  @Test
  void aProfileTakesLessThanTenKilobytes() throws IOException {
    Profile profile = new Profile();
    FeatureExtractor.extract(profile, new HeapMemory(profile), 0, window());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    profile.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(10_000);
  }

  private static Window window() {
    Map<String, Double> metrics = new HashMap<>();
    for (int i = 0; i < METRICS; i++) {
      metrics.put("metric_" + i, (double) i);
    }
    Window window = new Window();
    window.add(new MetricsEvent(1, "s", null, metrics, Map.of()));
    return window;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
