package dev.tocsin.router.domain;

/** What a stage says of an alert: it goes on, as a passage, or its way ends here. */
sealed interface Ruling permits Passage, LifeStep {}
