/** The ways to reach a receiver, as people declare them. Secrets are named, never written out. */
package dev.tocsin.events.contact;
