import {html, nothing} from 'lit';
import * as format from '../format.js';
import {statusCounts} from '../state.js';
import {PlainElement} from './element.js';
import {icon, statusBadge, STATUSES} from './icons.js';
import {bar, emptyState, loading, panel} from './parts.js';

const COLUMNS = ['Status', 'Objective', 'Service', 'SLI', 'Target', 'Budget left', 'Coverage', 'Age'];

/** All current verdicts, worst first, filtered by status and by a word. */
class Verdicts extends PlainElement {
  static properties = {
    rows: {attribute: false},
    loaded: {attribute: false},
    now: {attribute: false},
    status: {state: true},
    word: {state: true},
  };

  constructor() {
    super();
    this.rows = [];
    this.status = null;
    this.word = '';
  }

  render() {
    return panel('verdicts', 'Verdicts', this.#content(), this.rows.length ? this.#filters() : nothing);
  }

  #filters() {
    const counts = statusCounts(this.rows);
    return html`
      <div class="chips" role="group" aria-label="Show only">
        ${Object.entries(STATUSES).map(
          ([status, {word, icon: shape, tone}]) => html`
            <button
              class="chip ${tone}"
              aria-pressed=${this.status === status}
              ?disabled=${!counts[status] && this.status !== status}
              @click=${() => (this.status = this.status === status ? null : status)}
            >${icon(shape)}${word} <b>${counts[status] ?? 0}</b></button>`,
        )}
      </div>
      <input
        type="search"
        placeholder="Objective or service"
        aria-label="Show only this objective or service"
        .value=${this.word}
        @input=${(event) => (this.word = event.target.value)}
      />`;
  }

  #content() {
    if (!this.loaded) {
      return loading();
    }
    if (!this.rows.length) {
      return emptyState('No objectives yet. The defaults are loaded by', './tocsin up');
    }
    const shown = this.rows.filter((row) => this.#passes(row));
    return html`
      <div class="scroll" role="group" aria-labelledby="verdicts-title" tabindex="0">
        <table class="verdicts" role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${COLUMNS.map((name, at) => html`<th role="columnheader" scope="col" class=${at > 2 ? 'number' : ''}>${name}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">${shown.map((row) => this.#row(row))}</tbody>
        </table>
        ${shown.length ? nothing : emptyState('No verdict fits this filter.')}
      </div>`;
  }

  #passes(row) {
    const text = `${row.objective} ${row.service} ${row.spec?.title ?? ''}`.toLowerCase();
    return (!this.status || row.status === this.status) && text.includes(this.word.toLowerCase().trim());
  }

  #row(row) {
    const service = row.service === '*' ? 'each service' : row.service;
    return html`
      <tr role="row" data-objective=${row.objective} data-service=${row.service}>
        <td role="cell">${statusBadge(row.status)}</td>
        <td role="cell" class="name">
          <b>${row.objective}</b>
          <small>${row.spec?.title ?? nothing}</small>
        </td>
        <td role="cell" data-label="Service" class="service" title=${service}>${service}</td>
        <td role="cell" data-label="SLI" class="number" data-figure="sli">
          ${row.sli == null ? noData() : format.percent(row.sli, 3)}
          ${row.value == null ? nothing : html`<small>${measured(row)}</small>`}
        </td>
        <td role="cell" data-label="Target" class="number">
          ${format.target(row.target)}
          <small>${row.spec?.evaluation ? `over ${row.spec.evaluation}` : nothing}</small>
        </td>
        <td role="cell" data-label="Budget left" class="number budget">${budget(row)}</td>
        <td role="cell" data-label="Coverage" class="number">
          ${row.coverage == null ? noData() : format.percent(row.coverage, 0)}
          ${row.windowFull === false ? html`<small title="Younger than its evaluation period">young</small>` : nothing}
        </td>
        <td role="cell" data-label="Age" class="number" title="${format.clock(row.periodEnd, this.now)}${row.state ? `, ${row.state.toLowerCase()}` : ''}">
          ${format.age(row.periodEnd, this.now)}
          ${row.state === 'CORRECTED' ? html`<small>corrected</small>` : nothing}
        </td>
      </tr>`;
  }
}

const noData = () => html`<span class="unknown">no data</span>`;

function measured(row) {
  const type = row.spec?.indicator?.type;
  const unit = type === 'latency' ? format.latency : format.figure;
  const sign = row.spec?.indicator?.op === 'atLeast' ? '≥' : '≤';
  return row.bound == null ? unit(row.value) : `${unit(row.value)} (${sign} ${unit(row.bound)})`;
}

/** What is left of the error budget; overspent ones are negative and drawn full. */
function budget({sli, budgetRemaining: remaining}) {
  if (remaining == null) {
    return sli == null ? noData() : html`<span class="unknown">no budget</span>`;
  }
  const tone = remaining < 0 ? 'bad' : remaining < 0.25 ? 'warn' : 'good';
  return html`${format.percent(remaining, 1)}${bar(remaining < 0 ? 1 : remaining, tone)}`;
}

customElements.define('tocsin-verdicts', Verdicts);
