/** What reports cost when many read them, and how fast their tables are filled. */
package dev.tocsin.evaluation.bench.reports;
