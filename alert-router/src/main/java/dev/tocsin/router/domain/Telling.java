package dev.tocsin.router.domain;

/**
 * What a notification is for.
 *
 * @param kind what makes it another one than the others of its sequence number
 * @param level the escalation level, 0 for a notice
 * @param reason why it is sent, one sentence
 * @param acknowledgedBy who has taken the group, where that is what is told; else null
 */
record Telling(String kind, int level, String reason, String acknowledgedBy) {}
