import {html, nothing} from 'lit';
import {acknowledge} from '../api.js';
import * as format from '../format.js';
import {severityRank} from '../state.js';
import {PlainElement} from './element.js';
import {icon, severityBadge} from './icons.js';
import {emptyState, loading, panel} from './parts.js';

const ACTOR = 'tocsin.actor';
const EXPIRES = [['', 'when it is resolved'], ['1', 'in 1 hour'], ['4', 'in 4 hours'], ['24', 'in a day']];

/** Firing alerts, worst and newest first; somebody can say that they have one in hand. */
class Alerts extends PlainElement {
  static properties = {
    alerts: {attribute: false},
    now: {attribute: false},
    asked: {state: true},
    answer: {state: true},
    sent: {state: true},
  };

  constructor() {
    super();
    this.alerts = null;
    this.asked = null;
    this.answer = null;
    this.sent = new Set();
  }

  render() {
    const unanswered = (this.alerts ?? []).filter((alert) => !alert.acknowledgedBy).length;
    const aside = this.alerts?.length ? html`<span class="note">${unanswered} of ${this.alerts.length} unanswered</span>` : nothing;
    return html`${panel('alerts', 'Active alerts', this.#content(), aside)}${this.#dialog()}`;
  }

  #content() {
    if (this.alerts === null) {
      return loading();
    }
    if (!this.alerts.length) {
      return html`<div class="empty calm">${icon('met')}<p>Nothing is firing.</p></div>`;
    }
    const ordered = [...this.alerts].sort(
      (a, b) => severityRank(b.severity) - severityRank(a.severity) || b.startsAt - a.startsAt,
    );
    return html`
      <div class="scroll" role="group" aria-labelledby="alerts-title" tabindex="0">
        <ul class="alerts">${ordered.map((alert) => this.#alert(alert))}</ul>
      </div>`;
  }

  #alert(alert) {
    return html`
      <li data-fingerprint=${alert.fingerprint}>
        <div class="what">
          <p class="title">${severityBadge(alert.severity)}<b>${alert.name}</b><span class="service">${alert.service}</span></p>
          <p class="summary">${alert.annotations?.description ?? alert.annotations?.summary ?? nothing}</p>
          <p class="since" title=${format.clock(alert.startsAt, this.now)}>since ${format.age(alert.startsAt, this.now)}${this.#answered(alert)}</p>
        </div>
        ${alert.acknowledgedBy || this.sent.has(alert.fingerprint)
          ? nothing
          : html`<button @click=${() => this.#ask(alert)} aria-label="Acknowledge ${alert.name} of ${alert.service}">Acknowledge</button>`}
      </li>`;
  }

  #answered(alert) {
    if (alert.acknowledgedBy) {
      return html` · <span class="answered">${icon('person')}acknowledged by ${alert.acknowledgedBy}</span>`;
    }
    return this.sent.has(alert.fingerprint) ? html` · <span class="answered">acknowledgement sent</span>` : nothing;
  }

  #dialog() {
    return html`
      <dialog aria-labelledby="acknowledge-title" @close=${() => (this.asked = null)}>
        <form @submit=${this.#submit}>
          <h2 id="acknowledge-title">Acknowledge ${this.asked?.name} of ${this.asked?.service}</h2>
          <p class="note">It stops escalating; it keeps firing until its cause is gone.</p>
          <label>Your name <input name="actor" required maxlength="100" autocomplete="username" /></label>
          <label>Reason <small>(may be empty)</small> <input name="reason" maxlength="500" /></label>
          <label>Expires <select name="hours">${EXPIRES.map(([hours, word]) => html`<option value=${hours}>${word}</option>`)}</select></label>
          <p class="answer" role="alert">${this.answer ?? nothing}</p>
          <div class="buttons">
            <button type="button" class="quiet" @click=${this.#cancel}>Cancel</button>
            <button class="primary">Acknowledge</button>
          </div>
        </form>
      </dialog>`;
  }

  async #ask(alert) {
    this.asked = alert;
    this.answer = null;
    await this.updateComplete;
    const form = this.querySelector('form');
    form.reset();
    form.elements.actor.value = localStorage.getItem(ACTOR) ?? '';
    this.querySelector('dialog').showModal();
  }

  #cancel() {
    this.querySelector('dialog').close();
  }

  async #submit(event) {
    event.preventDefault();
    const {actor, reason, hours} = event.target.elements;
    const until = hours.value ? Date.now() + Number(hours.value) * 3_600_000 : undefined;
    const {fingerprint} = this.asked;
    try {
      await acknowledge(fingerprint, {actor: actor.value.trim(), reason: reason.value.trim(), until});
    } catch (error) {
      this.answer = `${error.message}. Nothing was acknowledged.`;
      return;
    }
    localStorage.setItem(ACTOR, actor.value.trim());
    this.sent = new Set(this.sent).add(fingerprint);
    this.#cancel();
    this.dispatchEvent(new Event('acknowledged'));
  }
}

customElements.define('tocsin-alerts', Alerts);
