package dev.tocsin.router.domain;

/** One stage of an alert's way by fingerprint. */
interface Stage {
  Ruling decide(Passage passage);
}
