import {html, nothing} from 'lit';
import * as api from '../api.js';
import {feed} from '../feed.js';
import * as user from '../user.js';
import {FormDialog} from './dialog.js';
import {icon, severityBadge} from './icons.js';

const PREVIEW_MS = 300;
const SHOWN = 20;
const RESOLVED = 'resolved';
const LASTING = [['1h', '1 hour'], ['2h', '2 hours'], ['4h', '4 hours'], ['8h', '8 hours'], ['1d', '1 day'], [RESOLVED, 'until what fires now is resolved']];

/** Somebody keeps alerts quiet for a while; before that they see which ones. */
class Silence extends FormDialog {
  static properties = {...FormDialog.properties, preview: {state: true}};

  verb = 'Silence';
  #timer;

  title() {
    return 'Silence alerts';
  }

  fields() {
    const {name, service} = this.about;
    return html`
      <label>Labels that must all match, one a line
        <textarea name="matchers" rows="3" required spellcheck="false" .value=${`alertname=${JSON.stringify(name)}\nservice=${JSON.stringify(service)}`}></textarea>
      </label>
      <div class="preview" role="status">${this.#found()}</div>
      <label>For <select name="lasting">${LASTING.map(([value, word]) => html`<option value=${value} ?selected=${value === '2h'}>${word}</option>`)}</select></label>
      <label>Your name <input name="actor" required maxlength="100" autocomplete="username" .value=${user.current()} /></label>
      <label>Why <input name="comment" required maxlength="500" /></label>`;
  }

  #found() {
    const {items, problem, truncated} = this.preview ?? {};
    if (problem) {
      return html`<p class="bad">${icon('violated')}${problem}</p>`;
    }
    if (!items) {
      return html`<p class="note">Looking…</p>`;
    }
    return html`
      <p><b data-figure="silenced">${items.length}${truncated ? '+' : nothing}</b> ${items.length === 1 ? 'alert fires' : 'alerts fire'} now that it would silence.</p>
      <ul>${items.slice(0, 4).map(({name, service, severity}) => html`<li>${severityBadge(severity)} ${name} <span class="service">${service}</span></li>`)}</ul>
      ${items.length > 4 ? html`<p class="note">and ${items.length - 4} more</p>` : nothing}`;
  }

  opened() {
    this.preview = null;
    this.#look();
  }

  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PREVIEW_MS);
  }

  #matchers() {
    return this.elements.matchers.value.split('\n').map((line) => line.trim()).filter(Boolean);
  }

  async #look() {
    if (this.about == null) {
      return;
    }
    const matchers = this.#matchers();
    try {
      this.preview = await api.post(`/silences/preview?limit=${SHOWN}`, {matchers});
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
      this.preview = {problem: error.message};
    }
  }

  async send({actor, comment, lasting}) {
    const author = actor.value.trim();
    const until = lasting.value === RESOLVED ? {untilResolved: true} : {duration: lasting.value};
    await api.post('/silences', {matchers: this.#matchers(), author, comment: comment.value.trim(), ...until});
    user.keep(author);
    feed.refreshSoon();
  }
}

customElements.define('tocsin-silence', Silence);
