import {html, nothing} from 'lit';
import * as address from '../address.js';
import {Follower} from '../follow.js';
import {feed} from '../feed.js';
import * as range from '../range.js';
import {PlainElement} from './element.js';

const CHOSEN = 'chosen';

/** The time range and the zone; both stand in the address. */
class RangeChoice extends PlainElement {
  static properties = {asking: {state: true}};

  #follower = new Follower(this);

  render() {
    const {from, to} = range.texts();
    const preset = to === 'now' && range.PRESETS.some(([text]) => text === from) ? from : CHOSEN;
    return html`
      <select name="range" aria-label="Time range" @change=${this.#choose}>
        ${range.PRESETS.map(([text, word]) => html`<option value=${text} ?selected=${text === preset}>Last ${word}</option>`)}
        <option value=${CHOSEN} ?selected=${preset === CHOSEN}>Chosen range…</option>
      </select>
      <select name="zone" aria-label="Time zone" @change=${(event) => this.#set({zone: event.target.value === range.OWN_ZONE ? null : event.target.value})}>
        ${range.ZONES.map((zone) => html`<option value=${zone} ?selected=${zone === range.zone()}>${zone}</option>`)}
      </select>
      ${this.asking || preset === CHOSEN ? this.#ends() : nothing}`;
  }

  #ends() {
    const {from, to} = range.times();
    return html`
      <form class="ends" @submit=${this.#chosen}>
        <label>From <input type="datetime-local" name="from" required .value=${range.local(from)} /></label>
        <label>To <input type="datetime-local" name="to" required .value=${range.local(to)} /></label>
        <button>Show</button>
      </form>`;
  }

  #choose(event) {
    const {value} = event.target;
    this.asking = value === CHOSEN;
    if (!this.asking) {
      this.#set({from: value, to: null});
    }
  }

  #chosen(event) {
    event.preventDefault();
    const {from, to} = event.target.elements;
    this.asking = false;
    this.#set({from: range.instant(from.value), to: range.instant(to.value)});
  }

  #set(params) {
    address.change(params);
    feed.refresh();
  }
}

customElements.define('tocsin-range', RangeChoice);
