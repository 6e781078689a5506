/**
 * Objectives judged again, from stored slices and beside the live ones: by the very processor that
 * judges live, with stores of its own.
 */
package dev.tocsin.sla.whatif;
