/** Drawn icons, 16 units square, in the colour of the text. Always beside a word, so hidden from readers. */
import {html, svg} from 'lit';
import {STATUSES} from '../sources/standing.js';

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
  overview: svg`<rect x="1.8" y="1.8" width="5" height="5" rx="1"/><rect x="9.2" y="1.8" width="5" height="5" rx="1"/><rect x="1.8" y="9.2" width="5" height="5" rx="1"/><rect x="9.2" y="9.2" width="5" height="5" rx="1"/>`,
  objectives: svg`<circle cx="8" cy="8" r="6.2"/><circle cx="8" cy="8" r="2.6"/>`,
  violations: svg`<path d="M3.2 14.4V1.8h8.6l-1.6 3.1 1.6 3.1H3.2"/>`,
  incidents: svg`<path d="M9.2 1.4 3 9.2h4.2L6.4 14.6 13 6.6H8.6z"/>`,
  anomalies: svg`<path d="M1.4 9.4h2.8l1.7-6 3 10.4 2.1-6.6.9 2.2h2.7"/>`,
  fleet: svg`<rect x="4.2" y="1.6" width="7.6" height="12.8" rx="1.4"/><path d="M7 12.2h2M4.2 10.4h7.6"/>`,
  forecasts: svg`<path d="M1.6 12.4 5 8.2l2.4 2L9 7.6"/><path stroke-dasharray="1.8 1.6" d="m9 7.6 5.4-5.2M9 7.6l5.4 1.2"/>`,
  reports: svg`<path d="M3.2 1.6h6.2l3.4 3.4v9.4H3.2z"/><path d="M9.2 1.8v3.4h3.4M5.6 8.4h4.8M5.6 11h4.8"/>`,
  definitions: svg`<path d="M5.2 4 1.6 8l3.6 4M10.8 4l3.6 4-3.6 4"/>`,
  menu: svg`<path d="M2 4.2h12M2 8h12M2 11.8h12"/>`,
  pause: svg`<path d="M5.6 3.2v9.6m4.8-9.6v9.6"/>`,
  play: svg`<path class="solid" d="M4.8 2.8v10.4L13 8z"/>`,
  help: svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2m0 2v.1"/>`,
  kiosk: svg`<path d="M1.8 5.4V1.8h3.6m5.2 0h3.6v3.6m0 5.2v3.6h-3.6m-5.2 0H1.8v-3.6"/>`,
  table: svg`<rect x="1.8" y="2.6" width="12.4" height="10.8" rx="1.2"/><path d="M1.8 6.2h12.4M6.4 6.2v7.2"/>`,
  chart: svg`<path d="M2 2v12h12"/><path d="m4.6 10.4 2.6-3.2 2.4 1.8 3.4-4.6"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  remove: svg`<path d="m4 4 8 8m0-8-8 8"/>`,
  move: svg`<path d="M8 1.6v12.8M1.6 8h12.8M8 1.6 6.2 3.4M8 1.6l1.8 1.8M8 14.4l-1.8-1.8M8 14.4l1.8-1.8M1.6 8l1.8-1.8M1.6 8l1.8 1.8M14.4 8l-1.8-1.8M14.4 8l-1.8 1.8"/>`,
  resize: svg`<path d="M13.4 6.2 6.2 13.4M13.4 10.4l-3 3"/>`,
  edit: svg`<path d="m2.4 13.6.7-3L10.8 3a1.4 1.4 0 0 1 2 0l.2.2a1.4 1.4 0 0 1 0 2l-7.6 7.7z"/>`,
  link: svg`<path d="M6.6 9.4a2.6 2.6 0 0 0 3.8 0l2.2-2.2a2.7 2.7 0 0 0-3.8-3.8l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.8 0L3.4 8.8a2.7 2.7 0 0 0 3.8 3.8l.9-.9"/>`,
  silence: svg`<path d="M4.2 8.6V6.3c0-2.3 1.5-4.1 3.8-4.1 1.2 0 2.2.5 2.8 1.3M12 7v1.8l1.3 2.3H5.4M6.5 13.2a1.6 1.6 0 0 0 3 0M2.2 2.2l11.6 11.6"/>`,
  download: svg`<path d="M8 2v8m-3-2.8L8 10l3-2.8M2.4 13.4h11.2"/>`,
  back: svg`<path d="M13 8H3.4M7 4 3 8l4 4"/>`,
  person: svg`<circle cx="8" cy="5.3" r="2.7"/><path d="M2.8 13.7c.5-2.8 2.5-4.2 5.2-4.2s4.7 1.4 5.2 4.2"/>`,
};

/** The icon of this name. */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;

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
