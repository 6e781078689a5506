/**
 * Which service is probably to blame, from the dependency graph and from who deviates since when.
 */
package dev.tocsin.router.domain.cause;
