/**
 * What a service level is: pure functions and records. No Kafka, no Quarkus, no clock; time is a
 * parameter.
 */
package dev.tocsin.sla.domain;
