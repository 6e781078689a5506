import {html, nothing} from 'lit';
import * as api from '../api.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import {DASHES, NAMED, SLICES} from '../options.js';
import * as range from '../range.js';
import {SOURCES, tableOf} from '../sources/index.js';
import './alert-list.js';
import './chart.js';
import {PlainElement} from './element.js';
import {gauge, metricCard} from './figure.js';
import {icon} from './icons.js';
import {emptyState, loading, panel, pageLink, trouble} from './parts.js';
import {dataTable} from './table.js';

const DRAWN = new Set(['line', 'bar', 'column', 'pie', 'heatmap']);

/** The answer, or those of several questions. */
const answers = (asked, signal) =>
  Array.isArray(asked[0]) ? Promise.all(asked.map((each) => answers(each, signal))) : api.get(asked[0], asked[1], signal);

let count = 0;

/** One source in one of its forms, kept up to date. What is drawn can be read as a table. */
class Widget extends PlainElement {
  static properties = {
    spec: {attribute: false},
    tools: {attribute: false},
    asTable: {state: true},
  };

  #feed = new Follower(this);
  #loader = new Loader(this, (asked, signal) => answers(asked, signal));
  #id = `widget-${++count}`;
  /** The last shape, and what it was made from. */
  #made;

  render() {
    const {source, form, title, about} = this.spec;
    const known = SOURCES[source];
    const name = title ?? known?.title ?? source;
    if (!known?.forms.includes(form) || (known.needs && !about)) {
      return panel(this.#id, name, emptyState(`This dashboard knows no ${source} as ${form}.`), this.tools ?? nothing);
    }
    const texts = range.texts();
    this.#loader.want(known.ask?.(texts, form, about) ?? null);
    const shape = this.#shape(known, form);
    const drawn = DRAWN.has(form) && shape && !shape.empty;
    const asked = known.ask ? html`<span class="note">${known.span ?? range.sentence()}</span>` : nothing;
    return panel(
      this.#id,
      name,
      this.#loader.problem && !this.#loader.answer ? trouble(this.#loader.problem) : html`${shape?.facts ? facts(shape.facts) : nothing}${this.#content(form, shape, name)}`,
      this.#aside(name, form === 'metric' || form === 'gauge' ? nothing : asked, drawn),
    );
  }

  /** While it is edited the tools need the room. */
  #aside(name, asked, drawn) {
    return typeof this.tools === 'object' ? this.tools : html`${asked}${drawn ? this.#switch(name) : nothing}${this.#how(name)}`;
  }

  /** Reports and analyses say how they were made; the current state and plain lists need no words. */
  #how(name) {
    const {answer, wanted} = this.#loader;
    const pairs = !answer ? [] : Array.isArray(wanted[0]) ? wanted.map((asked, at) => ({asked, about: answer[at].about})) : [{asked: wanted, about: answer.about}];
    const parts = pairs.filter(({about}) => about);
    const open = () => this.dispatchEvent(new CustomEvent('act', {detail: {what: 'how', about: {title: name, parts}}, bubbles: true}));
    const words = `How ${name} is made`;
    return parts.length ? html`<button class="quiet tool how" aria-label=${words} title=${words} @click=${open}>${icon('help')}</button>` : nothing;
  }

  #shape(known, form) {
    if (known.ask && !this.#loader.answer) {
      return null;
    }
    const {state} = this.#feed;
    const {answer, at} = this.#loader;
    const from = known.ask ? [answer, state.objectives, form, range.zone()] : [state, form];
    if (!this.#made || from.some((each, index) => each !== this.#made.from[index])) {
      const shape = known.shape(state, answer, range.times(at || undefined), form, this.spec.about);
      const text = JSON.stringify(shape);
      // What says the same stays the same object: nothing is drawn again.
      this.#made = text === this.#made?.text ? {...this.#made, from} : {from, shape, text};
    }
    return this.#made.shape;
  }

  #switch(name) {
    const [shape, words] = this.asTable ? ['chart', `Show ${name} as a chart`] : ['table', `Show ${name} as a table`];
    return html`<button class="quiet tool" aria-label=${words} title=${words} @click=${() => (this.asTable = !this.asTable)}>${icon(shape)}</button>`;
  }

  #content(form, shape, name) {
    if (!shape) {
      return loading();
    }
    if (shape.empty) {
      return emptyState(shape.empty, shape.command, shape.calm);
    }
    switch (form) {
      case 'metric':
        return metricCard(shape.figure);
      case 'gauge':
        return gauge(shape.figure);
      case 'alerts':
        return html`<tocsin-alert-list .alerts=${shape.alerts} .labelledby=${`${this.#id}-title`}></tocsin-alert-list>`;
      case 'table':
        return this.#scrolled(dataTable(tableOf(shape)));
      default:
        return this.asTable ? this.#scrolled(dataTable(tableOf(shape))) : this.#drawn(form, shape, name);
    }
  }

  #scrolled(content) {
    return html`<div class="scroll" role="group" aria-labelledby="${this.#id}-title" tabindex="0">${content}</div>`;
  }

  #drawn(form, shape, name) {
    const chart = html`<tocsin-chart .form=${form} .shape=${shape} .label=${`${name}: ${sentence(shape)}`}></tocsin-chart>`;
    if (form === 'pie') {
      return html`<div class="beside">${chart}${pieLegend(shape)}</div>`;
    }
    return html`${chart}${shape.lines?.length > 1 ? legend(shape) : nothing}`;
  }
}

/** Figures that say how far a drawing can be trusted. */
const facts = (pairs) => html`<dl class="facts">${pairs.filter(([, text]) => text != null).map(([word, text]) => html`<div><dt>${word}</dt><dd data-fact=${word}>${text}</dd></div>`)}</dl>`;

/** The names of the lines, each with its stroke. */
const legend = ({lines, unit}) => html`
  <ul class="strokes">
    ${lines.slice(0, NAMED).map(({name, data, to}, at) => html`
      <li>
        <svg class="stroke series-${at + 1}" aria-hidden="true" focusable="false"><line x1="1" x2="19" y1="4" y2="4" stroke-dasharray=${Array.isArray(DASHES[at]) ? DASHES[at].join(' ') : nothing}/></svg>
        ${to ? pageLink(to, name) : name} <b>${format.inUnit(unit, data.at(-1)?.[1])}</b>
      </li>`)}
    ${lines.length > NAMED ? html`<li class="note">and ${lines.length - NAMED} more in grey</li>` : nothing}
  </ul>`;

/** The parts of a ring, each with its square and its share. */
function pieLegend({items, unit}) {
  const shares = format.parts(items.map(({value}) => value));
  return html`
    <ul class="slices">
      ${items.map(({name, value, tone}, at) => html`
        <li>
          <svg class="swatch" aria-hidden="true" focusable="false"><rect class=${tone ?? `slice-${at % SLICES.length}`} width="10" height="10" rx="2"/></svg>
          <span>${name}</span> <b>${format.inUnit(unit, value)}</b> <small>${shares[at]}</small>
        </li>`)}
    </ul>`;
}

/** What a drawing shows, for those who do not see it. */
function sentence({items, lines, cells, unit}) {
  if (items) {
    return items.map(({name, value}) => `${name} ${format.inUnit(unit, value)}`).join(', ');
  }
  if (lines) {
    return lines.slice(0, NAMED).map(({name, data}) => `${name} now ${format.inUnit(unit, data.at(-1)?.[1])}`).join(', ');
  }
  return `${cells.length} cells; the button beside the title shows them as a table`;
}

customElements.define('tocsin-widget', Widget);

/** A widget that stands in a page. */
export const widget = (source, form, title, about) => html`<tocsin-widget data-source=${source} .spec=${{source, form, title, about}}></tocsin-widget>`;
