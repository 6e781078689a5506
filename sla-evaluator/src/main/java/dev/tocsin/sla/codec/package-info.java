/**
 * Compact binary forms of what only this service reads: deltas between the levels, slices and
 * progress in stores. Each begins with a version byte; a reader knows all versions ever written.
 */
package dev.tocsin.sla.codec;
