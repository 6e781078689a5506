/**
 * Whether somebody can see this page. Whoever goes to another page may come back to this one as it is
 * (browsers keep some, with their connections), and a tab may be in the background for days. A browser
 * has six connections for all its pages of one host: a page that nobody sees must not hold one.
 */

/** Calls back with true when the page is seen again, with false when it is not any more. */
export function onPresence(listener) {
  let seen = !document.hidden;
  const tell = (now) => {
    if (now !== seen) {
      seen = now;
      listener(now);
    }
  };
  addEventListener('pagehide', () => tell(false));
  addEventListener('pageshow', () => tell(!document.hidden));
  document.addEventListener('visibilitychange', () => tell(!document.hidden));
}
