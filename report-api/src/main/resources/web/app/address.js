/**
 * The page's address, `#/page/name?from=…`: what is shown, of when, in which zone. Everything that a
 * colleague needs to see the same is in it.
 */

const listeners = new Set();

/** What the address says now: `page`, `name` (or null) and `params`, an object of texts. */
export let current = read();

function read() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/').map(decode);
  return {page: page || 'overview', name: rest.join('/') || null, params: Object.fromEntries(new URLSearchParams(query))};
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parameters that go along from page to page. */
const LASTING = ['from', 'to', 'zone', 'kiosk'];

/** The address of a page that keeps range, zone and kiosk mode. */
export function to(page, name = null, params = {}) {
  const kept = Object.fromEntries(Object.entries(current.params).filter(([key]) => LASTING.includes(key)));
  return written({page, name, params: {...kept, ...params}});
}

function written({page, name, params}) {
  const given = Object.entries(params).filter(([, value]) => value != null && value !== '');
  const path = [page, name].filter(Boolean).map(encodeURIComponent).join('/');
  return `#/${path}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
}

/** Goes to a page. */
export const go = (page, name, params) => (location.hash = to(page, name, params));

/** Changes parameters of this page, without a step in the browser's history. */
export function change(params) {
  history.replaceState(null, '', written({...current, params: {...current.params, ...params}}));
  moved();
}

/** Calls back after each change; returns what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function moved() {
  current = read();
  listeners.forEach((listener) => listener(current));
}

addEventListener('hashchange', moved);
