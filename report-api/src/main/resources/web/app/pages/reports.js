import {html, nothing} from 'lit';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {icon} from '../components/icons.js';
import {emptyState, loading, panel, trouble} from '../components/parts.js';
import {dataTable} from '../components/table.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';

const REPORTS = [
  ['compliance', 'SLA compliance', 'By objective, service and calendar month, with and without maintenance; violations with cause; burn-down; downtime by reason'],
  ['incidents', 'Incidents', 'How many, how often late with its 95% interval, MTTD, MTTA, MTTR; by service, severity, category, cause and team'],
  ['telemetry', 'Requests', 'Success, errors, latency from merged sketches; by service, region, device type and day'],
  ['capacity', 'Capacity', 'How far each signal is from its bound, where it goes, and when it gets there'],
  ['fleet', 'Fleet', 'Devices by type and region, who is silent, who fails most, who is slowest beside its kind'],
  ['anomalies', 'Anomalies', 'Risk over time, contributions, who behaves alike, precision and recall against incidents, lead time'],
];
const REPORT_FORMATS = ['json', 'csv', 'xlsx', 'pdf'];

const LISTS = [
  ['verdicts', 'Verdicts', 'Every judged period end'],
  ['violations', 'Violations', 'Broken promises that lasted in the range'],
  ['scores', 'Risk scores', 'Each window of each entity with its contributions'],
  ['incidents', 'Incident list', 'Each by its newest event'],
  ['notifications', 'Notification ledger', 'Every decision about telling somebody'],
];
const LIST_FORMATS = ['json', 'csv'];
const MOST = 10_000;
const SHOWN = 50;

/** What becomes of a delivery. */
const STATES = {delivered: 'delivered', givenUp: 'given up', waiting: 'tried again later', sending: 'being sent'};

/** What is promised and what was kept, and everything that can be taken away, of the range. */
class Reports extends PlainElement {
  #feed = new Follower(this);
  #schedules = new Loader(this, (asked, signal) => api.get('/definitions', asked, signal));
  #sent = new Loader(this, (asked, signal) => api.get('/report-deliveries', asked, signal));

  render() {
    return html`
      <div class="page-head"><h1>Reports and export</h1><span class="note">of the ${range.sentence()}, ${range.zone()}</span></div>
      <div class="columns broad">${widget('sla-compliance', 'table')}${widget('downtime', 'bar')}</div>
      <div class="columns">${widget('compliance-by-month', 'table')}</div>
      <div class="columns">${widget('capacity', 'table')}</div>
      <div class="columns two">
        ${panel('reports', 'Reports', list(REPORTS, REPORT_FORMATS, (name) => `/reports/${name}`, {zone: range.zone()}))}
        ${panel('lists', 'Records', list(LISTS, LIST_FORMATS, (name) => `/${name}`, {limit: MOST}), html`<span class="note">the newest, ${MOST.toLocaleString('en')} at most; times are epoch milliseconds</span>`)}
      </div>
      <div class="columns two">${widget('compliance-by-team', 'table')}${panel('scheduled', 'Sent by themselves', this.#scheduled())}</div>`;
  }

  /** Each delivery of each schedule, and the schedules that had none yet. */
  #scheduled() {
    this.#schedules.want({kind: 'report-schedule'});
    this.#sent.want({limit: SHOWN});
    const {answer: declared, problem} = this.#schedules;
    const {answer: sent} = this.#sent;
    if (!declared || !sent) {
      return problem ? trouble(problem) : loading();
    }
    const had = new Set(sent.items.map(({schedule}) => schedule));
    const waiting = declared.items.filter(({name}) => !had.has(name)).map(({name}) => ({schedule: name, state: 'nothing was due yet'}));
    if (!waiting.length && !sent.items.length) {
      return emptyState('No report is sent by itself. Declare a report-schedule:', './tocsin apply -f FILE');
    }
    const known = new Set(declared.items.map(({name}) => name));
    return html`
      <div class="scroll" role="group" aria-labelledby="scheduled-title" tabindex="0">
        ${dataTable({
          head: [{name: 'Schedule'}, {name: 'Due', unit: 'moment'}, {name: 'State', unit: 'text'}, {name: 'Attempts', unit: 'count'}, {name: 'What was said', unit: 'text'}],
          body: [...waiting, ...sent.items].map(({schedule, due, state, attempts, said}) => ({
            cells: [schedule, due, STATES[state] ?? state, attempts ?? 0, said],
            to: known.has(schedule) ? {page: 'definitions', name: `report-schedule/${schedule}`} : undefined,
          })),
        })}
      </div>`;
  }
}

/** Links that a browser saves; whoever copies one gets the same report. */
function list(entries, formats, base, more) {
  const {from, to} = range.texts();
  const asked = {from, to: to === 'now' ? undefined : to, ...more};
  return html`
    <ul class="exports">
      ${entries.map(([name, title, about]) => html`
        <li data-report=${base(name)}>
          <div class="what"><b>${title}</b><p class="note">${about}</p></div>
          ${formats.map((format) => html`<a class="button" data-format=${format} download="tocsin-${name}.${format}" href=${api.link(base(name), {...asked, format})}>${format === formats[0] ? icon('download') : nothing}${format.toUpperCase()}<span class="hidden"> of ${title}</span></a>`)}
        </li>`)}
    </ul>`;
}

customElements.define('tocsin-reports', Reports);
