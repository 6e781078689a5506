/** What an alert costs on its way to a page, and how long it takes, beside Alertmanager. */
package dev.tocsin.evaluation.bench.router;
