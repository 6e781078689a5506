/** Who sits here: a name that people type once, kept by this browser. There is no login yet. */
const KEY = 'tocsin.actor';

/** The name, or the empty text. */
export const current = () => localStorage.getItem(KEY) ?? '';

/** Keeps the name. */
export const keep = (name) => localStorage.setItem(KEY, name.trim());
