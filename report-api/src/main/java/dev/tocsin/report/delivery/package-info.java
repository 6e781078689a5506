/** Reports that are sent by themselves, when they are due. */
package dev.tocsin.report.delivery;
