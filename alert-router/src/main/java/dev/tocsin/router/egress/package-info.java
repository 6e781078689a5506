/** Requests to the outside: where they may go, and how one is made. */
package dev.tocsin.router.egress;
