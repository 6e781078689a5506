/** The time range and the zone of the address. */
import * as address from './address.js';

/** Ranges to choose from, and what each is called. */
export const PRESETS = [
  ['now-15m', '15 minutes'],
  ['now-1h', '1 hour'],
  ['now-6h', '6 hours'],
  ['now-24h', '24 hours'],
  ['now-7d', '7 days'],
  ['now-30d', '30 days'],
  ['now-90d', '90 days'],
];

/** What is shown when the address does not say: incidents are rarer than verdicts. */
const DEFAULTS = {fleet: 'now-7d', incidents: 'now-90d', violations: 'now-24h', forecasts: 'now-30d', reports: 'now-24h', alerts: 'now-24h'};
const DEFAULT = 'now-1h';
const UNITS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** The browser's own zone. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The zones to choose from. */
export const ZONES = [...new Set(['UTC', OWN_ZONE, ...(Intl.supportedValuesOf?.('timeZone') ?? [])])];

const LENGTHS = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800};

/** A duration such as `1h30m`, in seconds. */
export const secondsOf = (text) => [...String(text).matchAll(/(\d+)([smhdw])/g)].reduce((sum, [, number, unit]) => sum + number * LENGTHS[unit], 0);

/** `from` and `to` as the API takes them. */
export function texts() {
  const {page, params} = address.current;
  const {from = DEFAULTS[page] ?? DEFAULT, to = 'now'} = params;
  return {from, to};
}

/** `from` and `to` in epoch milliseconds; the default range for what cannot be read. */
export function times(now = Date.now()) {
  const {from, to} = texts();
  const end = time(to, now) ?? now;
  const start = time(from, now);
  return {from: start != null && start < end ? start : end - UNITS.h, to: end};
}

/** What the range is called: `last 6 hours`, or its two ends. */
export function sentence() {
  const {from, to} = texts();
  const preset = PRESETS.find(([text]) => text === from);
  return preset && to === 'now' ? `last ${preset[1]}` : 'chosen range';
}

function time(text, now) {
  const relative = /^now(?:-(\d+)([smhd]))?$/.exec(text);
  if (relative) {
    return now - (relative[1] ? Number(relative[1]) * UNITS[relative[2]] : 0);
  }
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

/** The zone that times are shown in. */
export function zone() {
  const wanted = address.current.params.zone;
  return wanted && known(wanted) ? wanted : OWN_ZONE;
}

function known(name) {
  try {
    new Intl.DateTimeFormat('en', {timeZone: name});
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-21T10:00` in the shown zone, as an instant with offset Z. */
export function instant(local) {
  const guess = Date.parse(`${local}Z`);
  const first = guess - offset(guess);
  return new Date(guess - offset(first)).toISOString();
}

/** The instant as `datetime-local` inputs want it, in the shown zone. */
export const local = (at) => new Date(at + offset(at)).toISOString().slice(0, 16);

/** How far the zone is ahead of UTC at this instant, milliseconds. */
function offset(at) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone(), hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at);
  const value = (type) => Number(parts.find((part) => part.type === type).value);
  const wall = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
