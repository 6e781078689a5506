import {html, nothing} from 'lit';
import {PlainElement} from '../components/element.js';
import {icon, statusBadge} from '../components/icons.js';
import {bar, emptyState, inUnit, loading, noData, pageLink, panel} from '../components/parts.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {STATUSES} from '../sources/standing.js';
import {statusCounts, verdictRows} from '../state.js';

const COLUMNS = ['Status', 'Objective', 'Service', 'SLI', 'Target', 'Budget left', 'Coverage', 'Age'];

/** Every service level, the one with least budget first, filtered by status and by a word. */
class Objectives extends PlainElement {
  static properties = {status: {state: true}, word: {state: true}};

  #feed = new Follower(this);

  constructor() {
    super();
    this.status = null;
    this.word = '';
  }

  render() {
    const {state} = this.#feed;
    const rows = state.verdicts === null ? null : verdictRows(state);
    return html`
      <div class="page-head"><h1>Objectives</h1><span class="note">least budget first</span></div>
      ${panel('verdicts', 'Service levels', this.#content(rows), rows?.length ? this.#filters(rows) : nothing)}`;
  }

  #filters(rows) {
    const counts = statusCounts(rows);
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

  #content(rows) {
    if (!rows) {
      return loading();
    }
    if (!rows.length) {
      return emptyState('No objectives yet. The defaults are loaded by', './tocsin up');
    }
    const shown = rows.filter((row) => this.#passes(row)).sort((a, b) => (a.budgetRemaining ?? Infinity) - (b.budgetRemaining ?? Infinity));
    return html`
      <div class="scroll tall" role="group" aria-labelledby="verdicts-title" tabindex="0">
        <table class="verdicts" role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${COLUMNS.map((name, at) => html`<th role="columnheader" scope="col" class=${at > 2 ? 'number' : ''}>${name}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">${shown.map((row) => this.#row(row))}</tbody>
        </table>
        ${shown.length ? nothing : emptyState('No service level fits this filter.')}
      </div>`;
  }

  #passes(row) {
    const text = `${row.objective} ${row.service} ${row.spec?.title ?? ''}`.toLowerCase();
    return (!this.status || row.status === this.status) && text.includes(this.word.toLowerCase().trim());
  }

  #row(row) {
    const now = Date.now();
    const service = row.service === '*' ? 'each service' : row.service;
    return html`
      <tr role="row" data-objective=${row.objective} data-service=${row.service}>
        <td role="cell">${statusBadge(row.status)}</td>
        <td role="cell" class="name">
          ${pageLink({page: 'objectives', name: row.objective, params: {service: row.service === '*' ? null : row.service}}, row.objective, 'strong')}
          <small>${row.spec?.title ?? nothing}</small>
        </td>
        <td role="cell" data-label="Service" class="service" title=${service}>${service}</td>
        <td role="cell" data-label="SLI" class="number" data-figure="sli">
          ${inUnit('ratio', row.sli)}
          ${row.value == null ? nothing : html`<small>${measured(row)}</small>`}
        </td>
        <td role="cell" data-label="Target" class="number">
          ${format.target(row.target)}
          <small>${row.spec?.evaluation ? `over ${row.spec.evaluation}` : nothing}</small>
        </td>
        <td role="cell" data-label="Budget left" class="number budget" data-figure="budget">${budget(row)}</td>
        <td role="cell" data-label="Coverage" class="number">
          ${row.coverage == null ? noData() : format.percent(row.coverage, 0)}
          ${row.windowFull === false ? html`<small title="Younger than its evaluation period">young</small>` : nothing}
        </td>
        <td role="cell" data-label="Age" class="number" title="${format.clock(row.periodEnd, now)}${row.state ? `, ${row.state.toLowerCase()}` : ''}">
          ${format.age(row.periodEnd, now)}
          ${row.state === 'CORRECTED' ? html`<small>corrected</small>` : nothing}
        </td>
      </tr>`;
  }
}

/** A measured value beside its bound. */
export function measured({value, bound, spec}) {
  const unit = spec?.indicator?.type === 'latency' ? format.latency : format.figure;
  const sign = spec?.indicator?.op === 'atLeast' ? '≥' : '≤';
  return bound == null ? unit(value) : `${unit(value)} (${sign} ${unit(bound)})`;
}

/** What is left of the error budget; overspent ones are negative and drawn full. */
function budget({sli, budgetRemaining: remaining}) {
  if (remaining == null) {
    return sli == null ? noData() : html`<span class="unknown">no budget</span>`;
  }
  const tone = remaining < 0 ? 'bad' : remaining < 0.25 ? 'warn' : 'good';
  return html`${format.percent(remaining, 1)}${bar(remaining < 0 ? 1 : remaining, tone)}`;
}

customElements.define('tocsin-objectives', Objectives);
