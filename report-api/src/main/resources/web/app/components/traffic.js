import {html} from 'lit';
import * as format from '../format.js';
import {WINDOWS} from '../state.js';
import {PlainElement} from './element.js';
import {bar, emptyState, loading, panel} from './parts.js';

const COLUMNS = ['Service', 'Requests', 'Error rate', 'Mean', 'P50', 'P95', 'P99'];

/** Requests by service in a window: how many, how many failed, how slow. */
class Traffic extends PlainElement {
  static properties = {
    telemetry: {attribute: false},
    from: {attribute: false},
  };

  constructor() {
    super();
    this.telemetry = null;
    this.from = '';
  }

  render() {
    const choice = html`
      <div class="chips" role="group" aria-label="Time window">
        ${WINDOWS.map(
          ([from, word]) => html`
            <button class="chip" aria-pressed=${this.from === from} @click=${() => this.dispatchEvent(new CustomEvent('window', {detail: from}))}>${word}</button>`,
        )}
      </div>`;
    return panel('traffic', 'Service performance', this.#content(), choice);
  }

  #content() {
    if (!this.telemetry) {
      return loading();
    }
    if (this.telemetry.problem) {
      return emptyState(`${this.telemetry.problem}.`);
    }
    if (!this.telemetry.count) {
      return emptyState('No requests in this window. Send some:', './tocsin replay FILE --as requests');
    }
    const rows = [...(this.telemetry.by?.service ?? [])].sort((a, b) => b.errorRate - a.errorRate);
    const worst = Math.max(0.01, ...rows.map((row) => row.errorRate ?? 0));
    return html`
      <div class="scroll" role="group" aria-labelledby="traffic-title" tabindex="0">
        <table class="traffic">
          <thead>
            <tr>${COLUMNS.map((name, at) => html`<th scope="col" class=${at ? 'number' : ''}>${name}</th>`)}</tr>
          </thead>
          <tbody>${rows.map((row) => this.#row(row.key, row, worst))}</tbody>
          <tfoot>${this.#row('all services', this.telemetry, worst)}</tfoot>
        </table>
      </div>`;
  }

  #row(name, row, worst) {
    const {mean, p50, p95, p99} = row.latency ?? {};
    const tone = row.errorRate >= 0.05 ? 'bad' : row.errorRate >= 0.01 ? 'warn' : 'good';
    return html`
      <tr data-service=${name}>
        <th scope="row">${name}</th>
        <td class="number" data-figure="count">${format.count(row.count)}</td>
        <td class="number budget">${format.percent(row.errorRate)}${bar(row.errorRate / worst, tone)}</td>
        ${[mean, p50, p95, p99].map((each) => html`<td class="number">${format.latency(each)}</td>`)}
      </tr>`;
  }
}

customElements.define('tocsin-traffic', Traffic);
