/** Definitions as files: read, checked, declared to a running system, and written out of it. */
package dev.tocsin.standalone.definitions;
