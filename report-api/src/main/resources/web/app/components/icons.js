/** Drawn icons, 16 units square, in the colour of the text. Always beside a word, so hidden from readers. */
import {html, svg} from 'lit';

const SHAPES = {
  met: svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.2 8.2 2 2 3.7-4.2"/>`,
  violated: svg`<path class="solid" d="M5.4 1.5h5.2l3.9 3.9v5.2l-3.9 3.9H5.4l-3.9-3.9V5.4z"/><path class="cut" d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>`,
  inconclusive: svg`<path d="M8 1.8 14.6 13.5H1.4z"/><path d="M8 6.3v3.2m0 1.9v.1"/>`,
  nodata: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.4 2.2"/><path d="M5.5 8h5"/>`,
  live: svg`<circle class="solid" cx="8" cy="8" r="3.6"/>`,
  waiting: svg`<path d="M13.5 8A5.5 5.5 0 1 1 8 2.5"/><path d="m8 .6 2.2 1.9L8 4.4"/>`,
  dark: svg`<path d="M13.4 9.8A5.8 5.8 0 0 1 6.2 2.6a5.8 5.8 0 1 0 7.2 7.2z"/>`,
  light: svg`<circle cx="8" cy="8" r="2.9"/><path d="M8 1.3v1.4m0 10.6v1.4M1.3 8h1.4m10.6 0h1.4M3.3 3.3l1 1m7.4 7.4 1 1m0-9.4-1 1M4.3 11.7l-1 1"/>`,
  bell: svg`<path d="M8 2.2c2.5 0 4 1.8 4 4.1v2.5l1.3 2.3H2.7L4 8.8V6.3c0-2.3 1.5-4.1 4-4.1z"/><path d="M6.5 13.2a1.6 1.6 0 0 0 3 0"/>`,
  person: svg`<circle cx="8" cy="5.3" r="2.7"/><path d="M2.8 13.7c.5-2.8 2.5-4.2 5.2-4.2s4.7 1.4 5.2 4.2"/>`,
};

/** The icon of this name. */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;

/** What each verdict status is called and drawn as. */
export const STATUSES = {
  VIOLATED: {word: 'Violated', icon: 'violated', tone: 'bad'},
  INCONCLUSIVE: {word: 'Inconclusive', icon: 'inconclusive', tone: 'warn'},
  NO_DATA: {word: 'No data', icon: 'nodata', tone: 'none'},
  MET: {word: 'Met', icon: 'met', tone: 'good'},
};

/** A status as icon and word, never as colour alone. */
export function statusBadge(status) {
  const known = STATUSES[status] ?? {word: status, icon: 'inconclusive', tone: 'none'};
  return html`<span class="badge ${known.tone}">${icon(known.icon)}${known.word}</span>`;
}

const SEVERITY_ICONS = {
  emergency: ['violated', 'bad'],
  critical: ['violated', 'bad'],
  warning: ['inconclusive', 'warn'],
  info: ['nodata', 'none'],
};

/** An alert's severity as icon and word. */
export function severityBadge(severity) {
  const word = String(severity ?? 'unknown').toLowerCase();
  const [shape, tone] = SEVERITY_ICONS[word] ?? SEVERITY_ICONS.info;
  return html`<span class="badge ${tone}">${icon(shape)}${word}</span>`;
}
