/** Thin processors: get state, call the domain, put state, forward. */
package dev.tocsin.router.stream;
