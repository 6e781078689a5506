/** What is in a body, and which records it becomes. */
package dev.tocsin.ingest.domain;
