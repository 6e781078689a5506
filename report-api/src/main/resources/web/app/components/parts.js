/** Small pieces that several panels share. */
import {html, nothing, svg} from 'lit';
import {to} from '../address.js';
import {icon} from './icons.js';
import * as format from '../format.js';

/** A titled box; `aside` stands at the right of its title. */
export const panel = (id, title, content, aside = nothing) => html`
  <section class="panel" id=${id} aria-labelledby="${id}-title">
    <header>
      <h2 id="${id}-title">${title}</h2>
      <div class="aside">${aside}</div>
    </header>
    ${content}
  </section>`;

/** What an empty panel says: why it is empty, and the command that fills it. */
export const emptyState = (sentence, command = null, calm = false) => html`
  <div class="empty ${calm ? 'calm' : ''}">
    ${calm ? icon('met') : nothing}
    <p>${sentence}</p>
    ${command ? html`<code>${command}</code>` : nothing}
  </div>`;

/** What a panel says when its figures cannot be had. */
export const trouble = (problem) => html`<div class="empty trouble" role="status">${icon('inconclusive')}<p>${problem}.</p></div>`;

/** What a panel says before the first answer. */
export const loading = () => html`<div class="empty"><p>Loading…</p></div>`;

/** A small bar of this share (0 to 1) of its width; `mark` is a share that gets a tick. */
export function bar(share, tone, mark = null) {
  const width = `${Math.max(0, Math.min(1, share || 0)) * 100}%`;
  return html`<svg class="bar ${tone}" aria-hidden="true" focusable="false">${svg`
    <rect class="track" width="100%" height="100%" rx="2"/>
    <rect class="fill" width=${width} height="100%" rx="2"/>
    ${mark == null ? nothing : svg`<line class="mark" x1="${mark * 100}%" x2="${mark * 100}%" y1="0" y2="100%"/>`}`}</svg>`;
}

/** A link to a page of the dashboard. */
export const pageLink = ({page, name, params}, content, kind = '') => html`<a class=${kind} href=${to(page, name, params)}>${content}</a>`;

/** What is not known, in words. */
export const noData = () => html`<span class="unknown">no data</span>`;

/** A value in its unit, or that there is none. */
export const inUnit = (unit, value) => (value == null ? noData() : format.inUnit(unit, value));

const RECORDS = 4;

/** The records that a verdict counted: topic, partition, first and last offset. */
export const records = (provenance) =>
  provenance.length
    ? html`${provenance.slice(0, RECORDS).map(({topic, partition, firstOffset, lastOffset}) => html`<code>${topic}[${partition}] ${firstOffset}–${lastOffset}</code> `)}${provenance.length > RECORDS ? `and ${provenance.length - RECORDS} more` : nothing}`
    : 'no record';
