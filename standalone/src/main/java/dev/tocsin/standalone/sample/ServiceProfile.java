package dev.tocsin.standalone.sample;

import java.util.List;

/**
 * What a healthy service looks like. The latencies are chosen so that 99.9% of a healthy service's
 * requests keep its default objective.
 *
 * @param name the service
 * @param share of all requests
 * @param medianMs the median latency of its requests, in milliseconds
 * @param sigma the standard deviation of the latency's logarithm
 * @param cpu usual CPU load in percent
 * @param memory usual memory use in percent
 * @param disk usual disk use in percent
 * @param trouble how often it is the one that suffers, relative to others
 * @param needs the services that it cannot do without
 * @param operations what it can be asked for; the first is asked for most
 */
record ServiceProfile(
    String name,
    double share,
    double medianMs,
    double sigma,
    double cpu,
    double memory,
    double disk,
    double trouble,
    List<String> needs,
    List<String> operations) {

  static final List<ServiceProfile> ALL =
      List.of(
          new ServiceProfile(
              "trading-system",
              0.12,
              28,
              0.35,
              42,
              61,
              48,
              0.8,
              List.of("database", "market-data"),
              List.of("quote", "placeOrder", "cancelOrder")),
          new ServiceProfile(
              "api-gateway",
              0.25,
              34,
              0.28,
              36,
              48,
              35,
              0.8,
              List.of("auth-api"),
              List.of("route", "login", "search")),
          new ServiceProfile(
              "database",
              0.20,
              11,
              0.36,
              45,
              66,
              58,
              0.9,
              List.of(),
              List.of("select", "update", "commit")),
          new ServiceProfile(
              "ai-models",
              0.06,
              88,
              0.22,
              48,
              63,
              44,
              0.7,
              List.of("database"),
              List.of("score", "explain")),
          new ServiceProfile(
              "market-data",
              0.12,
              3.4,
              0.28,
              33,
              45,
              40,
              0.6,
              List.of(),
              List.of("tick", "snapshot")),
          new ServiceProfile(
              "auth-api",
              0.10,
              22,
              0.34,
              30,
              47,
              33,
              1.8,
              List.of("database"),
              List.of("verify", "login", "refresh")),
          new ServiceProfile(
              "payments",
              0.08,
              65,
              0.36,
              34,
              55,
              46,
              1.8,
              List.of("database", "fraud-engine"),
              List.of("authorize", "capture", "refund")),
          new ServiceProfile(
              "fraud-engine",
              0.07,
              48,
              0.34,
              44,
              60,
              42,
              1.7,
              List.of("ai-models"),
              List.of("check", "review")));

  /** A number that tells it from the others. */
  int index() {
    return ALL.indexOf(this);
  }

  static ServiceProfile of(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }
}
