package dev.tocsin.events.egress;

/** What came of a request. */
public sealed interface Reply permits Answer, Unanswered {}
