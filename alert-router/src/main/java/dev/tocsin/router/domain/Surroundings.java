package dev.tocsin.router.domain;

/**
 * What a group's decisions depend on beside the group itself.
 *
 * @param directory who can be told, and how
 * @param policies who is told when, and when not
 * @param inhibitors which firing alerts may keep others from paging
 * @param correlations which alerts belong together, and what is to blame
 * @param rules what the operator chose
 */
public record Surroundings(
    Directory directory,
    Policies policies,
    Inhibitors inhibitors,
    Correlations correlations,
    Rules rules) {}
