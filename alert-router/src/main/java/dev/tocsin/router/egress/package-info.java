/** Requests to the outside: their secrets, and how they are signed. */
package dev.tocsin.router.egress;
