package dev.tocsin.report.delivery;

/**
 * A report as it is sent.
 *
 * @param key the same at each attempt: receivers know by it what they have already
 * @param title the mail's subject
 * @param type its media type
 * @param fileName how it is saved
 * @param body its bytes
 */
record Document(String key, String title, String type, String fileName, byte[] body) {}
