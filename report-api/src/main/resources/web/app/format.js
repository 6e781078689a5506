/**
 * Figures as people read them. Ratios that are promised are rounded down, so that 99.996% never reads
 * 100.00%, others to the nearest; what is not known is a dash, never a zero.
 */
import {zone} from './range.js';

export const UNKNOWN = '–';

const whole = new Intl.NumberFormat('en');
const significant = new Intl.NumberFormat('en', {maximumSignificantDigits: 3});
const CLOCK = {hour: '2-digit', minute: '2-digit', second: '2-digit'};
const MINUTES = {hour: '2-digit', minute: '2-digit'};
const DATE = {day: 'numeric', month: 'short', year: 'numeric'};
const DAY = {day: 'numeric', month: 'short'};
const formatters = new Map();

/** A time in the zone of the address. */
function written(at, shape) {
  const key = `${zone()}${JSON.stringify(shape)}`;
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat('en-GB', {timeZone: zone(), ...shape}));
  }
  return formatters.get(key).format(at);
}

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** A share as a percentage, rounded down (also below zero) to that many digits; a trace is no zero. */
export function percent(share, digits = 2) {
  if (!known(share)) {
    return UNKNOWN;
  }
  const scale = 10 ** digits;
  if (share > 0 && share * 100 * scale < 1) {
    return `<${(1 / scale).toFixed(digits)}%`;
  }
  const floored = Math.floor(share * 100 * scale + 1e-7) / scale;
  return `${floored.toFixed(digits).replace('-', '−')}%`;
}

/** A share of what is counted, such as errors, as a percentage to the nearest; a trace is no zero. */
export function share(value, digits = 1) {
  if (!known(value)) {
    return UNKNOWN;
  }
  const least = 10 ** -digits;
  return value > 0 && value * 100 < least ? `<${least.toFixed(digits)}%` : `${(value * 100).toFixed(digits).replace('-', '−')}%`;
}

/** The parts of a whole as percentages that add up to 100, each within one of its own; a trace is no zero. */
export function parts(values) {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!total) {
    return values.map(() => UNKNOWN);
  }
  const exact = values.map((value) => (100 * value) / total);
  const whole = exact.map(Math.floor);
  const missing = 100 - whole.reduce((sum, each) => sum + each, 0);
  const largest = exact.map((each, at) => [each - whole[at], at]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  largest.slice(0, missing).forEach(([, at]) => (whole[at] += 1));
  return whole.map((each, at) => (each === 0 && exact[at] > 0 ? '<1%' : `${each}%`));
}

/** A promised share as it was written: 99.9%, 99.95%. */
export const target = (share) => (known(share) ? `${Number((share * 100).toFixed(6))}%` : UNKNOWN);

/** A whole number with thousands separators. */
export const count = (value) => (known(value) ? whole.format(value) : UNKNOWN);

/** Milliseconds. */
export function latency(milliseconds) {
  if (!known(milliseconds)) {
    return UNKNOWN;
  }
  const size = Math.abs(milliseconds);
  if (size >= 10_000) {
    return `${(milliseconds / 1000).toFixed(1)} s`.replace('-', '−');
  }
  if (size > 0 && size < 0.1) {
    return `${figure(Number(milliseconds.toPrecision(1)))} ms`;
  }
  return `${size > 0 && size < 10 ? milliseconds.toFixed(1) : whole.format(Math.round(milliseconds))} ms`.replace('-', '−');
}

/** A plain figure with three significant digits at most; a trace is no zero. */
export function figure(value) {
  if (!known(value)) {
    return UNKNOWN;
  }
  const size = Math.abs(value);
  const text = size > 0 && size < 0.001 ? value.toExponential(1) : significant.format(value);
  return text.replaceAll('-', '−');
}

/** Seconds as the two largest units: 53 min, 2 h 5 min. */
export function duration(seconds) {
  if (!known(seconds)) {
    return UNKNOWN;
  }
  const units = [['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]];
  const rounded = Math.round(seconds);
  const first = units.findIndex(([, length]) => rounded >= length);
  if (first < 0) {
    return '0 s';
  }
  const [unit, length] = units[first];
  const large = `${Math.floor(rounded / length)} ${unit}`;
  const rest = units[first + 1];
  const small = rest ? Math.floor((rounded % length) / rest[1]) : 0;
  return small && rounded / length < 10 ? `${large} ${small} ${rest[0]}` : large;
}

/** The same text on one line. */
export const unbroken = (text) => text.replaceAll(' ', '\u00a0');

/** How long ago, in one unit; what is not past yet is now. */
export function age(at, now) {
  if (!known(at)) {
    return UNKNOWN;
  }
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 1) {
    return 'now';
  }
  const units = [['y', 31_557_600], ['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]];
  const [unit, length] = units.find(([, each]) => seconds >= each);
  return `${Math.floor(seconds / length)} ${unit}`;
}

/** A clock time of today, or a date. */
export function clock(at, now = Date.now()) {
  if (!known(at)) {
    return UNKNOWN;
  }
  return Math.abs(now - at) < 43_200_000 ? written(at, CLOCK) : `${written(at, DATE)}, ${written(at, CLOCK)}`;
}

/** Date and time to the minute. */
export const moment = (at) => (known(at) ? `${written(at, DAY)}, ${written(at, MINUTES)}` : UNKNOWN);

/** What stands at an axis whose range has this length, milliseconds. */
export const tick = (at, span) =>
  span > 3 * 86_400_000 ? written(at, DAY) : span > 86_400_000 ? `${written(at, DAY)} ${written(at, MINUTES)}` : written(at, MINUTES);

/** How each unit is written. */
const UNITS = {
  count,
  percent: (value) => percent(value, 1),
  rate: (value) => percent(value, 2),
  share,
  errors: (value) => share(value, 2),
  ratio: (value) => percent(value, 3),
  latency,
  seconds: duration,
  change: (value) => (known(value) ? `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)} points`.replace('-', '−') : UNKNOWN),
  risk: (value) => (known(value) ? String(Math.floor(value)) : UNKNOWN),
  figure,
};

/** A value in its unit: `count`, `percent`, `rate`, `ratio`, `share`, `errors`, `change` (of a share), `latency`, `seconds`, `risk` or `figure`. */
export const inUnit = (unit, value) => (UNITS[unit] ?? figure)(value);
