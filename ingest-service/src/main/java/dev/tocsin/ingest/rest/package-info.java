/** HTTP: bounded bodies in, answers and problem details out. */
package dev.tocsin.ingest.rest;
