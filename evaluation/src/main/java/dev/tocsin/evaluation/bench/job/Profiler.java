package dev.tocsin.evaluation.bench.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples this process with the JDK's flight recorder from its start on: to turn that on makes the
 * JVM compile everything anew, so it has to warm up with it.
 */
final class Profiler {
  private static final Duration EVERY = Duration.ofMillis(10);
  private static final String OWN = "dev.tocsin.";

  private final Recording recording = new Recording();

  Profiler() {
    recording.enable("jdk.ExecutionSample").withPeriod(EVERY);
    recording.start();
  }

  /**
   * What was seen since then.
   *
   * @param threads what they took meanwhile
   * @param folder for a temporary file
   */
  Profile since(Instant start, ThreadTimes threads, Path folder) throws IOException {
    Map<String, Long> nanos = threads.nanos();
    Files.createDirectories(folder);
    Path file = folder.resolve("profile.jfr");
    recording.dump(file);
    Map<String, Integer> own = new HashMap<>();
    Map<String, Integer> top = new HashMap<>();
    List<RecordedEvent> samples =
        RecordingFile.readAllEvents(file).stream()
            .filter(each -> each.getStackTrace() != null && each.getStartTime().isAfter(start))
            .toList();
    for (RecordedEvent each : samples) {
      List<RecordedFrame> frames = each.getStackTrace().getFrames();
      top.merge(name(frames.get(0)), 1, Integer::sum);
      own.merge(
          frames.stream()
              .map(Profiler::name)
              .filter(name -> name.startsWith(OWN))
              .findFirst()
              .orElse("(none: " + each.getThread("sampledThread").getJavaName() + ")"),
          1,
          Integer::sum);
    }
    Files.delete(file);
    return new Profile(nanos, samples.size(), own, top);
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }
}
