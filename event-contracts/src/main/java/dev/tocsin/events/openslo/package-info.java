/**
 * Objectives as OpenSLO v1 documents, there and back, and what of them is wrong and where. Trees
 * only: whoever reads a file brings the YAML.
 */
package dev.tocsin.events.openslo;
