/** The router beside a real Alertmanager. */
package dev.tocsin.router.parity;
