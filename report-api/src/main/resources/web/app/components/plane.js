/** Entities in the plane of two principal components: alike ones lie together. */
import {html, nothing, svg} from 'lit';
import './chart.js';
import {emptyState} from './parts.js';
import {count, percent} from '../format.js';
import {HIGH} from '../sources/risks.js';

const GROUPS = [
  {name: `risk ${HIGH} and over`, tone: 'bad', fits: (risk) => risk >= HIGH},
  {name: `risk 40 to ${HIGH - 1}`, tone: 'warn', fits: (risk) => risk >= 40 && risk < HIGH},
  {name: 'risk under 40', tone: 'good', fits: (risk) => risk < 40},
  {name: 'no risk known', tone: 'none', fits: (risk) => risk == null},
];

/** The forms of the groups, as the chart draws them: `SYMBOLS` in options.js. */
const MARKS = [svg`<circle cx="5" cy="5" r="4.5"/>`, svg`<path d="M5 .5 9.5 9.5H.5z"/>`, svg`<rect x=".8" y=".8" width="8.4" height="8.4"/>`, svg`<path d="M5 0 10 5 5 10 0 5z"/>`];

const mark = (at, tone) => html`<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true" focusable="false"><g class=${tone}>${MARKS[at]}</g></svg>`;

/** The pictures, each by itself: its axes are those of one instance of the scorer, and say nothing of another's points. */
export function planes({pictures, unanswered}, risks) {
  if (!pictures.length) {
    return emptyState('Two entities with a few windows each are needed to compare them. Metrics and requests make them:', './tocsin replay FILE --as metrics');
  }
  return html`
    ${unanswered ? html`<p class="note pad" data-figure="unanswered">${unanswered} of ${pictures.length + unanswered} scorers do not answer: their entities are missing.</p>` : nothing}
    ${pictures.length > 1 ? html`<p class="note pad">One picture for each instance of the scorer. Compare points within a picture only: each has axes of its own.</p>` : nothing}
    ${pictures.map((picture, at) => html`
      <div data-axes=${picture.axes}>
        ${pictures.length > 1 ? html`<p class="pad"><b>Scorer ${at + 1} of ${pictures.length}</b> <small>${count(picture.points.length)} entities</small></p>` : nothing}
        ${plane(picture, risks)}
      </div>`)}`;
}

/** A scatter of one picture's points, in forms by the risk that each entity has now. */
function plane({axes, explained, points}, risks) {
  const now = new Map((risks ?? []).map(({entity, risk}) => [entity, Math.floor(risk)]));
  const groups = GROUPS.map(({name, tone, fits}) => ({
    name,
    tone,
    points: points.filter(({entity}) => fits(now.get(entity))).map(({entity, x, y}) => ({name: `${entity}\nrisk ${now.get(entity) ?? 'not known'}`, label: entity, x, y})),
  }));
  const axis = (at) => `component ${at + 1}: ${percent(explained[at], 0)} of the differences`;
  return html`
    <tocsin-chart class="plane" .form=${'scatter'} .shape=${shapeOf(axes, groups, axis)} .label=${`${points.length} entities by how alike they behave: ${points.map(({entity, x, y}) => `${entity} at ${x.toFixed(1)}, ${y.toFixed(1)}`).join('; ')}`}></tocsin-chart>
    <ul class="strokes">${groups.map(({name, tone, points: own}, at) => (own.length ? html`<li data-risk=${tone}>${mark(at, tone)} ${name} <b>${own.length}</b></li>` : nothing))}</ul>`;
}

const drawn = new Map();

/** The same object as long as the axes and what they show are the same: then nothing is drawn again. */
function shapeOf(axes, groups, axis) {
  const shape = {groups, x: axis(0), y: axis(1)};
  const text = JSON.stringify(shape);
  const before = drawn.get(axes);
  if (before?.text === text) {
    return before.shape;
  }
  if (drawn.size > 20) {
    drawn.clear();
  }
  drawn.set(axes, {text, shape});
  return shape;
}
