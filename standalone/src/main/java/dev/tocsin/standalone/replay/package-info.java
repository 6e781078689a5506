/**
 * Loads recorded files through the ingest service's HTTP API. It speaks JSON only and depends on no
 * service, so that it does exactly what any other client could do.
 */
package dev.tocsin.standalone.replay;
