/**
 * Alertmanager's configuration file as definitions. What has no meaning here is named, never
 * skipped.
 */
package dev.tocsin.events.alertmanager;
