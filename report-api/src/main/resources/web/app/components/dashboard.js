import {html, nothing} from 'lit';
import {Feed} from '../feed.js';
import {age, clock} from '../format.js';
import {statusCounts, verdictRows} from '../state.js';
import * as theme from '../theme.js';
import {PlainElement} from './element.js';
import {icon} from './icons.js';
import {incidentPanel} from './incidents.js';
import {statusPanel} from './status.js';
import './alerts.js';
import './risks.js';
import './traffic.js';
import './verdicts.js';

const CONNECTIONS = {
  connecting: ['waiting', 'Connecting'],
  live: ['live', 'Live'],
  reconnecting: ['waiting', 'Reconnecting'],
};

/** The page: it owns the feed, ticks once a second for the ages, and hands the state down. */
class Dashboard extends PlainElement {
  #feed = new Feed(() => this.requestUpdate());
  #clock;

  connectedCallback() {
    super.connectedCallback();
    theme.onChange(() => this.requestUpdate());
    this.#feed.start();
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#feed.stop();
    clearInterval(this.#clock);
  }

  render() {
    const {state} = this.#feed;
    const now = Date.now();
    const rows = verdictRows(state);
    return html`
      <a class="skip" href="#verdicts">Skip to the verdicts</a>
      ${this.#header(state, now)}
      <main>
        ${state.problem ? this.#problem(state) : nothing}
        ${statusPanel(state, statusCounts(rows))}
        <tocsin-verdicts .rows=${rows} .loaded=${state.verdicts !== null} .now=${now}></tocsin-verdicts>
        <tocsin-alerts .alerts=${state.alerts} .now=${now} @acknowledged=${() => this.#feed.refreshSoon()}></tocsin-alerts>
        <tocsin-risks .risks=${state.risks} .history=${state.history} .now=${now}></tocsin-risks>
        <tocsin-traffic
          .telemetry=${state.telemetry}
          .from=${state.telemetryFrom}
          @window=${(event) => this.#feed.telemetrySince(event.detail)}
        ></tocsin-traffic>
        ${incidentPanel(state)}
      </main>
      <footer>
        Ratios are rounded down; times are event times. The same figures:
        <a href="/api/v1/overview">overview</a>, <a href="/q/openapi">OpenAPI</a>,
        <a href="/q/metrics">metrics</a>, <a href="/q/health">health</a>. <a href="/static/licenses.txt">Licences</a>
      </footer>`;
  }

  #header(state, now) {
    const [shape, word] = CONNECTIONS[state.connection];
    const other = theme.current() === 'dark' ? 'light' : 'dark';
    return html`
      <header class="top">
        <h1>${icon('bell')}Tocsin</h1>
        <span class="asof" data-figure="as-of" title="The newest record that these figures include">
          ${state.asOf ? html`as of ${clock(state.asOf, now)} <small>(${ago(state.asOf, now)})</small>` : nothing}
        </span>
        <span class="connection ${state.connection}" role="status">${icon(shape)}${word}</span>
        <button class="quiet" @click=${theme.toggle} aria-label="Show in ${other} colours" title="Show in ${other} colours">
          ${icon(other)}
        </button>
      </header>`;
  }

  #problem(state) {
    return html`
      <div class="problem" role="alert">
        ${icon('violated')}
        <p>${state.problem}. What is shown may be old. <code>./tocsin status</code> says what runs.</p>
      </div>`;
  }
}

function ago(at, now) {
  const text = age(at, now);
  return text === 'now' ? text : `${text} ago`;
}

customElements.define('tocsin-dashboard', Dashboard);
