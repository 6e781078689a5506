/** What can be said of a series of figures: where it goes, how it repeats itself, what is odd. */
package dev.tocsin.report.domain.analytics;
