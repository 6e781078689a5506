package dev.tocsin.events;

/**
 * A log line, or {@code count} equal ones.
 *
 * @param timestamp when, epoch milliseconds
 * @param service the service that wrote it
 * @param instance the process, host or device, or null
 * @param level upper case: TRACE, DEBUG, INFO, WARN, ERROR or FATAL
 * @param message the text
 * @param count how many equal lines, at least 1
 */
public record LogEvent(
    long timestamp, String service, String instance, String level, String message, long count)
    implements Telemetry {}
