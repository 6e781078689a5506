import {html, nothing} from 'lit';
import * as format from '../format.js';
import {severityRank} from '../state.js';
import {PlainElement} from './element.js';
import {icon, severityBadge} from './icons.js';
import {emptyState, loading, pageLink} from './parts.js';

/** Firing ones before ended ones, the worst before the newest. */
export const worstFirst = (alerts) =>
  [...alerts].sort(
    (a, b) => Number(a.status === 'RESOLVED') - Number(b.status === 'RESOLVED') || severityRank(b.severity) - severityRank(a.severity) || b.startsAt - a.startsAt,
  );

/** Alerts, worst and newest first; the buttons ask the page to act (`act`, with what and what about). */
class AlertList extends PlainElement {
  static properties = {
    alerts: {attribute: false},
    labelledby: {attribute: false},
    chosen: {attribute: false},
  };

  render() {
    if (!this.alerts) {
      return loading();
    }
    if (!this.alerts.length) {
      return emptyState('Nothing is firing.', null, true);
    }
    return html`
      <div class="scroll" role="group" aria-labelledby=${this.labelledby} tabindex="0">
        <ul class="alerts">${worstFirst(this.alerts).map((alert) => this.#alert(alert))}</ul>
      </div>`;
  }

  #alert(alert) {
    const {fingerprint, name, service, severity, annotations = {}, startsAt, endsAt, status} = alert;
    const now = Date.now();
    const resolved = status === 'RESOLVED';
    return html`
      <li data-fingerprint=${fingerprint} class=${this.chosen === fingerprint ? 'chosen' : ''}>
        <div class="what">
          <p class="title">
            ${resolved ? html`<span class="badge good">${icon('met')}resolved</span>` : severityBadge(severity)}
            ${pageLink({page: 'alerts', name: fingerprint}, name, 'strong')}<span class="service">${service}</span>
          </p>
          <p class="summary" title=${annotations.description ?? annotations.summary ?? nothing}>${annotations.description ?? annotations.summary ?? nothing}</p>
          <p class="since" title=${format.clock(startsAt)}>
            ${resolved ? `resolved ${format.moment(endsAt)}` : `since ${format.age(startsAt, now)}`}
            ${alert.acknowledgedBy ? html` · <span class="answered">${icon('person')}acknowledged by ${alert.acknowledgedBy}</span>` : nothing}
          </p>
        </div>
        ${resolved || alert.acknowledgedBy
          ? nothing
          : html`<button @click=${() => this.#act('acknowledge', alert)} aria-label="Acknowledge ${name} of ${service}">Acknowledge</button>`}
      </li>`;
  }

  #act(what, alert) {
    this.dispatchEvent(new CustomEvent('act', {detail: {what, about: alert}, bubbles: true}));
  }
}

customElements.define('tocsin-alert-list', AlertList);
