import {html} from 'lit';
import {acknowledge} from '../api.js';
import {feed} from '../feed.js';
import * as user from '../user.js';
import {FormDialog} from './dialog.js';

const EXPIRES = [['', 'when it is resolved'], ['1', 'in 1 hour'], ['4', 'in 4 hours'], ['24', 'in a day']];
const HOUR_MS = 3_600_000;

/** Somebody takes an alert. */
class Acknowledge extends FormDialog {
  verb = 'Acknowledge';

  title() {
    return `Acknowledge ${this.about.name} of ${this.about.service}`;
  }

  fields() {
    return html`
      <p class="note">It stops escalating; it keeps firing until its cause is gone.</p>
      <label>Your name <input name="actor" required maxlength="100" autocomplete="username" .value=${user.current()} /></label>
      <label>Reason <small>(may be empty)</small> <input name="reason" maxlength="500" /></label>
      <label>Expires <select name="hours">${EXPIRES.map(([hours, word]) => html`<option value=${hours}>${word}</option>`)}</select></label>`;
  }

  async send({actor, reason, hours}) {
    const until = hours.value ? Date.now() + Number(hours.value) * HOUR_MS : undefined;
    await acknowledge(this.about.fingerprint, {actor: actor.value.trim(), reason: reason.value.trim(), until});
    user.keep(actor.value);
    feed.refreshSoon();
  }
}

customElements.define('tocsin-acknowledge', Acknowledge);
