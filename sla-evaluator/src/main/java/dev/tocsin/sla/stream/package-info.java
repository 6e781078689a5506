/** Processors: they get state, call the domain, put state and forward. */
package dev.tocsin.sla.stream;
