/**
 * What crosses a service boundary: telemetry and incidents in; slices, verdicts, scores, alerts and
 * notifications out; definitions and commands between people and services. Every type here has one
 * JSON form; changes are additive, and a break gets a new topic.
 *
 * <p>Input (telemetry, incidents) is read by {@link dev.tocsin.events.EventReader}, which refuses
 * single events with the field and the reason. Output is written and read by {@link
 * dev.tocsin.events.Json}, which ignores fields that it does not know. Times are epoch
 * milliseconds.
 */
package dev.tocsin.events;
