/**
 * The sample workload: a seeded generator of telemetry and incidents that sends through the same
 * HTTP API as everybody else. What happens is a pure function of seed and time; one thin thread
 * sends it.
 */
package dev.tocsin.standalone.sample;
