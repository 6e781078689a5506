/** Where a request to the outside may go when people declare its target. */
package dev.tocsin.events.egress;
