package dev.tocsin.evaluation.bench.reports;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Some readers at once, each of which asks again as soon as it has its answer. */
final class Readers {
  static final int COUNT = 50;

  private final ReportServer server;

  Readers(ReportServer server) {
    this.server = server;
  }

  /** Milliseconds of each answer, sorted. */
  record Latencies(double[] millis) {
    double at(double share) {
      return millis[(int) Math.ceil(millis.length * share) - 1];
    }
  }

  /**
   * Asks and measures.
   *
   * @param question makes a path, another one each time
   * @param warm how long before what is measured
   * @param measured how long it is measured
   */
  Latencies read(Function<Random, String> question, Duration warm, Duration measured) {
    ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    try {
      long begin = System.nanoTime() + warm.toNanos();
      long end = begin + measured.toNanos();
      List<Callable<List<Double>>> readers = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        Random random = new Random(i);
        readers.add(() -> readUntil(question, random, begin, end));
      }
      List<Double> all = new ArrayList<>();
      for (Future<List<Double>> reader : threads.invokeAll(readers)) {
        all.addAll(reader.get());
      }
      double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      return new Latencies(sorted);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Double> readUntil(
      Function<Random, String> question, Random random, long begin, long end) throws Exception {
    List<Double> millis = new ArrayList<>();
    while (System.nanoTime() < end) {
      String path = question.apply(random);
      long asked = System.nanoTime();
      HttpResponse<byte[]> answer = server.get(path);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            path + ": " + answer.statusCode() + " " + new String(answer.body()));
      }
      if (asked >= begin) {
        millis.add((System.nanoTime() - asked) / 1e6);
      }
    }
    return millis;
  }
}
