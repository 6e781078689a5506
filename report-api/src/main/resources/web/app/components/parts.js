/** Small pieces that several panels share. */
import {html, nothing, svg} from 'lit';
import {UNKNOWN} from '../format.js';

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
export const emptyState = (sentence, command = null) => html`
  <div class="empty">
    <p>${sentence}</p>
    ${command ? html`<code>${command}</code>` : nothing}
  </div>`;

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

/** The stroke of a line in a chart, so that a list can serve as its legend. */
export const stroke = (at) =>
  html`<svg class="stroke series-${at + 1}" aria-hidden="true" focusable="false"><line x1="1" x2="17" y1="4" y2="4"/></svg>`;

/**
 * A labelled figure; `name` identifies it in the page.
 *
 * @param value the text, `–` when it is not known
 * @param note a second line, or nothing
 */
export const figure = (name, label, value, note = nothing) => html`
  <div class="figure">
    <dt>${label}</dt>
    <dd>
      <strong data-figure=${name}>${value === UNKNOWN ? html`<span class="unknown">no data</span>` : value}</strong>
      <small>${note}</small>
    </dd>
  </div>`;
