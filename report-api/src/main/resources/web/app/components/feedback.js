import {html} from 'lit';
import * as api from '../api.js';
import * as user from '../user.js';
import {FormDialog} from './dialog.js';

/** How long ago trouble that was missed was over. */
const OVER = [['now', 'just now, or it goes on'], ['now-30m', '30 minutes ago'], ['now-1h', 'an hour ago'], ['now-4h', '4 hours ago'], ['now-1d', 'a day ago']];

/** Whether it is an alert of the anomaly scorer about an entity: only of those it learns. */
export const ofEntity = ({source, labels}) => source === 'anomaly' && labels?.entity != null;

const whoAndWhy = () => html`
  <label>Your name <input name="actor" required maxlength="100" autocomplete="username" .value=${user.current()} /></label>
  <label>Reason <small>(may be empty)</small> <input name="reason" maxlength="500" /></label>`;

/** What the forms say in common. */
function said({actor, reason}) {
  user.keep(actor.value);
  return {actor: actor.value.trim(), reason: reason.value.trim() || undefined};
}

/** Somebody says that an anomaly's alert was none. */
class FalseAlarm extends FormDialog {
  verb = 'Call it false';

  title() {
    return `False alarm of ${this.about.labels.entity}?`;
  }

  fields() {
    return html`<p class="note">The entity’s next alert takes a risk 3 points higher. This one ends when its cause is gone.</p>${whoAndWhy()}`;
  }

  send(elements) {
    return api.post(`/alerts/${encodeURIComponent(this.about.fingerprint)}/false-alarm`, said(elements));
  }
}

/** Somebody says that there should have been an alert. */
class Missed extends FormDialog {
  verb = 'It was missed';

  title() {
    return `Was trouble of ${this.about.entity} missed?`;
  }

  fields() {
    return html`
      <p class="note">The entity’s next alert takes a risk 3 points lower, and no model learns from the half hour before the end.</p>
      <label>It was over <select name="until">${OVER.map(([value, word]) => html`<option value=${value}>${word}</option>`)}</select></label>
      ${whoAndWhy()}`;
  }

  send(elements) {
    return api.post('/scores/missed', {entity: this.about.entity, until: elements.until.value, ...said(elements)});
  }
}

customElements.define('tocsin-false-alarm', FalseAlarm);
customElements.define('tocsin-missed', Missed);
