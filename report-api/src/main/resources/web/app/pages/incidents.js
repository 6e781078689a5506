import {html, nothing} from 'lit';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {emptyState, inUnit, loading, panel, trouble} from '../components/parts.js';
import {dataTable} from '../components/table.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';

const SHOWN = 100;

/** Incidents that began in the range: figures, causes, who breaches, and the newest of them. */
class Incidents extends PlainElement {
  static properties = {word: {state: true}};

  #feed = new Follower(this);
  #report = new Loader(this, (asked, signal) => api.get('/reports/incidents', asked, signal));
  #list = new Loader(this, (asked, signal) => api.get('/incidents', asked, signal));

  constructor() {
    super();
    this.word = '';
  }

  render() {
    const {from, to} = range.texts();
    const asked = {from, to: to === 'now' ? undefined : to};
    this.#list.want({...asked, limit: SHOWN});
    this.#report.want({...asked, zone: range.zone()});
    return html`
      <div class="page-head"><h1>Incidents</h1><span class="note">that began in the ${range.sentence()}</span></div>
      ${this.#summary()}
      <div class="cards">
        ${widget('incidents', 'metric')}${widget('breach-rate', 'metric')}${widget('mttd', 'metric')}${widget('mtta', 'metric')}${widget('mttr', 'metric')}
      </div>
      <div class="columns three">
        ${widget('severity-breach', 'heatmap')}${widget('incident-causes', 'bar')}${widget('resolution-times', 'bar')}
      </div>
      <div class="columns wide">${widget('incident-rhythm', 'heatmap')}${widget('incident-weeks', 'line')}</div>
      <div class="columns wide">${widget('service-reliability', 'table')}${widget('incident-severity', 'pie')}</div>
      <div class="columns two">${widget('incident-pareto', 'table')}${widget('incident-recurrence', 'table')}</div>
      ${panel('newest', 'Newest incidents', this.#newest(), this.#list.answer?.items.length ? this.#filter() : nothing)}`;
  }

  /** The report's own words: what drives the figures, and what to do first. */
  #summary() {
    const {summary, count} = this.#report.answer ?? {};
    if (!count || !summary) {
      return nothing;
    }
    return panel('summary', 'Summary', html`
      <div class="summary-text">
        <p class="lead">${summary.headline}</p>
        ${summary.actions.length ? html`<ol>${summary.actions.map(({action, because}) => html`<li><b>${action}</b> <span class="note">${because}</span></li>`)}</ol>` : nothing}
      </div>`);
  }

  #filter() {
    return html`<input type="search" placeholder="Service, cause, …" aria-label="Show only incidents with this word" .value=${this.word} @input=${(event) => (this.word = event.target.value)} />`;
  }

  #newest() {
    const {answer, problem} = this.#list;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    if (!answer.items.length) {
      return emptyState('No incidents in this range. Load the sample:', './tocsin replay --sample incidents');
    }
    const word = this.word.toLowerCase().trim();
    const found = answer.items.filter((each) => `${each.incidentId} ${each.service} ${each.severity} ${each.rootCause ?? ''} ${each.state}`.toLowerCase().includes(word));
    return html`
      <div class="scroll" role="group" aria-labelledby="newest-title" tabindex="0">
        ${dataTable({
          head: [{name: 'Began', unit: 'moment'}, {name: 'Incident'}, {name: 'Service'}, {name: 'Severity'}, {name: 'State'}, {name: 'Root cause'}, {name: 'To resolve', unit: 'seconds'}],
          body: found.map((each) => ({
            cells: [each.startedAt, each.incidentId, each.service, each.severity, each.state?.toLowerCase(), each.rootCause, each.resolvedAt && each.startedAt ? (each.resolvedAt - each.startedAt) / 1000 : null],
          })),
        })}
        ${found.length ? nothing : emptyState('No incident fits this filter.')}
        ${answer.truncated ? html`<p class="note pad">The newest ${SHOWN}. Reports has all of them.</p>` : nothing}
      </div>`;
  }
}

customElements.define('tocsin-incidents', Incidents);
