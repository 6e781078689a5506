import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import * as layout from '../layout.js';
import {FORMS, SOURCES} from '../sources/index.js';
import {Drag} from './drag.js';
import {PlainElement} from './element.js';
import {icon} from './icons.js';
import './widget.js';

const STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/** The widgets of a dashboard at their places. While it is edited they are moved and sized; `changed` tells the new list. */
class Board extends PlainElement {
  static properties = {
    layout: {attribute: false},
    widgets: {attribute: false},
    editing: {attribute: false},
    said: {state: true},
  };

  /** Widgets have no names of their own: each gets a key for as long as it is on this page. */
  #keys = new WeakMap();
  #next = 0;
  #drag = new Drag(this, {
    move: (at, column, row) => this.#moveTo(at, column, row),
    resize: (at, w, h) => this.#change(layout.resized(this.layout, this.widgets, at, w, h)),
    ordered: () => !layout.free(this.layout),
  });

  render() {
    return html`
      <div class="board ${this.editing ? 'editing' : ''}" data-layout=${this.layout}>
        ${repeat(this.widgets, (widget) => this.#key(widget), (widget, at) => this.#tile(widget, at))}
      </div>
      <p class="hidden" aria-live="polite">${this.said ?? nothing}</p>`;
  }

  /** Places are set on the elements: the page's policy forbids style attributes. */
  updated() {
    const places = layout.places(this.layout, this.widgets);
    const board = this.querySelector('.board');
    board.style.setProperty('--columns', layout.columns(this.layout));
    [...board.children].forEach((tile) => {
      const at = Number(tile.dataset.at);
      const {column, row, width, height} = places[at];
      tile.style.setProperty('--place', `${row + 1} / ${column + 1} / span ${height} / span ${width}`);
      tile.style.setProperty('--height', height);
      tile.style.order = row * 12 + column;
    });
  }

  #key(widget) {
    if (!this.#keys.has(widget)) {
      this.#keys.set(widget, ++this.#next);
    }
    return this.#keys.get(widget);
  }

  #tile(widget, at) {
    return html`
      <div class="tile ${this.#drag.at === at ? 'held' : ''}" data-at=${at} data-source=${widget.source} data-form=${widget.form}>
        <tocsin-widget .spec=${widget} .tools=${this.editing ? this.#tools(widget, at) : nothing}></tocsin-widget>
        ${this.editing ? this.#sizer(widget, at) : nothing}
      </div>`;
  }

  #tools(widget, at) {
    const name = nameOf(widget);
    const {forms} = SOURCES[widget.source] ?? {forms: []};
    return html`
      ${forms.length > 1
        ? html`<select aria-label="How ${name} is drawn" @change=${(event) => this.#change(this.#with(at, {form: event.target.value}))}>
            ${forms.map((form) => html`<option value=${form} ?selected=${form === widget.form}>${FORMS[form]}</option>`)}
          </select>`
        : nothing}
      <button class="quiet tool mover" aria-label="Move ${name}: arrow keys" title="Drag, or use the arrow keys"
        @pointerdown=${(event) => this.#drag.start(event, at, 'move')} @keydown=${(event) => this.#moveKey(event, at)}>${icon('move')}</button>
      <button class="quiet tool" aria-label="Remove ${name}" title="Remove" @click=${() => this.#remove(at)}>${icon('remove')}</button>`;
  }

  #sizer(widget, at) {
    return html`<button class="quiet tool sizer" aria-label="Size of ${nameOf(widget)}: arrow keys" title="Drag, or use the arrow keys"
      @pointerdown=${(event) => this.#drag.start(event, at, 'resize')} @keydown=${(event) => this.#sizeKey(event, at)}>${icon('resize')}</button>`;
  }

  #moveKey(event, at) {
    const step = STEPS[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    const key = this.#key(this.widgets[at]);
    const next = layout.moved(this.layout, this.widgets, at, ...step);
    this.#change(next.widgets);
    this.#say(next.at);
    this.#refocus(key, '.mover');
  }

  #sizeKey(event, at) {
    const step = STEPS[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    const {w, h} = this.widgets[at];
    const key = this.#key(this.widgets[at]);
    this.#change(layout.resized(this.layout, this.widgets, at, w + step[0], h + step[1]));
    this.#say(at);
    this.#refocus(key, '.sizer');
  }

  /** A moved element loses the focus. */
  async #refocus(key, what) {
    await this.updateComplete;
    const at = this.widgets.findIndex((widget) => this.#key(widget) === key);
    await this.querySelector(`[data-at="${at}"] tocsin-widget`)?.updateComplete;
    this.querySelector(`[data-at="${at}"] ${what}`)?.focus();
  }

  #say(at) {
    const {column, row, width, height} = layout.places(this.layout, this.widgets)[at];
    this.said = `${nameOf(this.widgets[at])}: column ${column + 1}, row ${row + 1}, ${width} wide, ${height} high, ${at + 1} of ${this.widgets.length}`;
  }

  /** Where the pointer has taken the widget: in an ordered layout to the place of the widget there. */
  #moveTo(at, column, row) {
    if (layout.free(this.layout)) {
      const {w} = this.widgets[at];
      this.#change(layout.put(this.widgets, at, {x: Math.max(0, Math.min(12 - w, column)), y: Math.max(0, row)}));
      return at;
    }
    const places = layout.places(this.layout, this.widgets);
    const to = places.findIndex((place) => column >= place.column && column < place.column + place.width && row >= place.row && row < place.row + place.height);
    if (to < 0 || to === at) {
      return at;
    }
    this.#change(layout.reordered(this.widgets, at, to));
    return to;
  }

  #remove(at) {
    this.said = `${nameOf(this.widgets[at])} removed`;
    this.#change(this.widgets.toSpliced(at, 1));
  }

  #with = (at, change) => this.widgets.with(at, {...this.widgets[at], ...change});

  /** Changed copies keep the keys of their originals, so that their elements stay. */
  #change(next) {
    next.forEach((widget, at) => {
      const before = this.widgets[at];
      if (before && !this.#keys.has(widget)) {
        this.#keys.set(widget, this.#key(before));
      }
    });
    this.widgets = next;
    this.dispatchEvent(new CustomEvent('changed', {detail: next}));
  }
}

const nameOf = ({title, source}) => title ?? SOURCES[source]?.title ?? source;

customElements.define('tocsin-board', Board);
