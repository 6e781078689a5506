package dev.tocsin.ingest.domain;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One event that was refused.
 *
 * @param position its index in the body, from 0; in NDJSON blank lines do not count
 * @param line its line in NDJSON, from 1, blank lines included; null otherwise
 * @param field the offending field's path, {@code ""} for the event as a whole
 * @param reason what is wrong and what is allowed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(int position, Integer line, String field, String reason) {}
