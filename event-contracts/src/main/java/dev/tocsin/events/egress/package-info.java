/**
 * Requests to the outside whose targets people declare: where they may go, how they are signed, and
 * what comes of them. {@link dev.tocsin.events.egress.Requests} needs Vert.x, which whoever makes
 * them brings along.
 */
package dev.tocsin.events.egress;
