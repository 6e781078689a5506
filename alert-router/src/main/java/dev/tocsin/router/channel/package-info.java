/** The ways to reach receivers: what each of them is sent, and what its answers mean. */
package dev.tocsin.router.channel;
