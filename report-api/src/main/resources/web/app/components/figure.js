/** Single figures: cards and gauges. */
import {html, nothing, svg} from 'lit';
import {icon} from './icons.js';
import {inUnit, pageLink} from './parts.js';

/** A figure as a card; one with parts has a headline and their distribution. */
export function metricCard({value, unit, tone, note, to, headline, icon: shape, parts}) {
  if (parts) {
    return standing(headline, tone, shape, parts);
  }
  const number = html`<strong class="big ${tone ?? ''}" data-figure="value">${inUnit(unit, value)}</strong>`;
  return html`<div class="card">${number}<small class="note">${note && to ? pageLink(to, note) : note ?? nothing}</small></div>`;
}

/** How many stand how: a headline, one bar, and a legend in words. */
function standing(headline, tone, shape, parts) {
  const total = parts.reduce((sum, {count}) => sum + count, 0);
  let x = 0;
  const segments = parts.filter(({count}) => count).map(({count, tone: each}) => {
    const width = (count / total) * 100;
    const segment = svg`<rect class=${each} x="${x}%" width="${Math.max(width - 0.4, 0.4)}%" height="100%" rx="2"/>`;
    x += width;
    return segment;
  });
  return html`
    <div class="card overall">
      <p class="headline ${tone}" data-figure="headline">${icon(shape)}<span>${headline}</span></p>
      <svg class="distribution" aria-hidden="true" focusable="false">${segments}</svg>
      <ul class="legend">
        ${parts.map(({status, word, icon: each, tone: own, count}) => html`
          <li class=${own}>${icon(each)}<b data-figure="status-${status}">${count}</b> ${word.toLowerCase()}</li>`)}
      </ul>
    </div>`;
}

const RADIUS = 42;
/** Three quarters of a circle. */
const ARC = 2 * Math.PI * RADIUS * 0.75;
const CIRCLE = 2 * Math.PI * RADIUS;

/** A figure on a scale from nothing to all. */
export function gauge({value, unit, share, tone, note, headline, to}) {
  const filled = Math.max(0, Math.min(1, share ?? 0)) * ARC;
  const arc = (kind, length) => svg`<circle class=${kind} cx="50" cy="50" r=${RADIUS} stroke-dasharray="${length} ${CIRCLE}" transform="rotate(135 50 50)"/>`;
  const words = note || headline;
  return html`
    <div class="gauge ${share == null ? 'none' : tone ?? 'good'}">
      <svg viewBox="0 0 100 86" aria-hidden="true" focusable="false">${arc('track', ARC)}${share == null ? nothing : arc('fill', filled)}</svg>
      <strong class="big" data-figure="value">${inUnit(unit, value)}</strong>
      <small class="note">${words && to ? pageLink(to, words) : words ?? nothing}</small>
    </div>`;
}
