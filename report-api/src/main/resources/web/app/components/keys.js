/** Keys that work wherever nothing is being typed. */
import {feed} from '../feed.js';
import * as theme from '../theme.js';

const PAGES = {o: 'overview', s: 'objectives', v: 'violations', a: 'alerts', i: 'incidents', n: 'anomalies', l: 'fleet', f: 'forecasts', r: 'reports', d: 'definitions'};
const TOGETHER_MS = 1500;

/** Listens for good; `does` says what go, help, kiosk, calm, edit and filter do. */
export function shortcuts(does) {
  let begun = 0;
  const single = {'?': does.help, k: does.kiosk, e: does.edit, '/': does.filter, p: () => feed.toggle(), t: theme.toggle, Escape: does.calm};
  addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select, dialog[open]') || event.ctrlKey || event.metaKey || event.altKey;
    if (typing) {
      return;
    }
    const page = Date.now() - begun < TOGETHER_MS ? PAGES[event.key] : undefined;
    begun = event.key === 'g' ? Date.now() : 0;
    const action = page ? () => does.go(page) : single[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
