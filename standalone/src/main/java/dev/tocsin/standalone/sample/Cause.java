package dev.tocsin.standalone.sample;

import java.util.List;

/**
 * Why a service degrades, and how that looks at its worst.
 *
 * <p>The weights make the database and the dependencies the most common causes, as in the reference
 * study.
 */
enum Cause {
  DATABASE_SLOWDOWN(
      0.26, 9, 0.10, 22, 6, "performance", "data-platform", "query exceeded its time limit"),
  DEPENDENCY_FAILURE(
      0.22, 5, 0.22, 8, 4, "availability", "integration", "upstream call failed: no answer"),
  DEPLOYMENT_ERROR(0.13, 2.5, 0.16, 12, 8, "release", "delivery", "unhandled error in new release"),
  RESOURCE_EXHAUSTION(
      0.12, 6, 0.08, 48, 30, "capacity", "platform", "worker pool exhausted, request rejected"),
  NETWORK_FAULT(0.10, 7, 0.12, 4, 2, "network", "network", "connection reset by peer"),
  CONFIGURATION_ERROR(
      0.09, 2, 0.14, 6, 3, "change", "platform", "invalid configuration value refused"),
  THIRD_PARTY_ISSUE(
      0.08, 6, 0.12, 5, 3, "availability", "integration", "partner service timed out");

  static final List<Cause> ALL = List.of(values());

  private final double weight;
  private final double slowdown;
  private final double errorRate;
  private final double cpu;
  private final double memory;
  private final String category;
  private final String team;
  private final String message;

  Cause(
      double weight,
      double slowdown,
      double errorRate,
      double cpu,
      double memory,
      String category,
      String team,
      String message) {
    this.weight = weight;
    this.slowdown = slowdown;
    this.errorRate = errorRate;
    this.cpu = cpu;
    this.memory = memory;
    this.category = category;
    this.team = team;
    this.message = message;
  }

  /** How common it is, relative to others. */
  double weight() {
    return weight;
  }

  /** By what latencies are multiplied at its worst. */
  double slowdown() {
    return slowdown;
  }

  /** The share of requests that fail at its worst. */
  double errorRate() {
    return errorRate;
  }

  /** Percent points that the CPU load rises by. */
  double cpu() {
    return cpu;
  }

  /** Percent points that memory use rises by. */
  double memory() {
    return memory;
  }

  String category() {
    return category;
  }

  String team() {
    return team;
  }

  /** What the service logs meanwhile. */
  String message() {
    return message;
  }
}
