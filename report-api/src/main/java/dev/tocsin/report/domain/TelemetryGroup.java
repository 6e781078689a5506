package dev.tocsin.report.domain;

import java.util.Map;

/**
 * The figures of one combination.
 *
 * @param of what the requests have in common, by dimension
 * @param figures their figures
 */
public record TelemetryGroup(Map<String, String> of, TelemetryFigures figures) {}
