/**
 * What happens to an alert, as pure functions: the alert's own life by fingerprint ({@link
 * dev.tocsin.router.domain.AlertPipeline}), then its group's ({@link
 * dev.tocsin.router.domain.GroupPipeline}). Time is a parameter, the wall clock's: paging is about
 * people who are awake now, not about the alert's event time.
 */
package dev.tocsin.router.domain;
