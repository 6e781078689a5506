/** What the evaluator says about itself. */
package dev.tocsin.sla.rest;
