/** What can be asked of this instance over HTTP. */
package dev.tocsin.router.rest;
