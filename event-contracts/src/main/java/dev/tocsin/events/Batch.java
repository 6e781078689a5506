package dev.tocsin.events;

import java.util.List;

/**
 * What one input (a record's value, a request body, a line) held.
 *
 * @param events the events and the refused ones, in their order; empty when unreadable
 * @param unreadable why nothing could be read, or null
 */
public record Batch<T>(List<Parsed<T>> events, Rejected unreadable) {}
