import {html, nothing} from 'lit';
import * as address from '../address.js';
import * as api from '../api.js';
import '../components/chart.js';
import {PlainElement} from '../components/element.js';
import {icon, statusBadge} from '../components/icons.js';
import {bar, emptyState, inUnit, loading, noData, pageLink, panel, records, trouble} from '../components/parts.js';
import {dataTable} from '../components/table.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';
import {secondsOf} from '../range.js';
import {standing} from '../sources/violations.js';
import {measured} from './objectives.js';
import {lasted} from './violations.js';

const PARTS = 120;
const SHOWN = 60;

/** One objective for one service: what is left, how fast it goes, how it came here. */
class Objective extends PlainElement {
  static properties = {name: {attribute: false}, service: {attribute: false}};

  #feed = new Follower(this);
  #objective = new Loader(this, (name, signal) => api.get(`/objectives/${encodeURIComponent(name)}`, {}, signal));
  #violations = new Loader(this, (asked, signal) => api.get('/violations', asked, signal));
  #course = new Loader(this, (asked, signal) => api.get('/verdicts/course', asked, signal));

  render() {
    this.#objective.want(this.name);
    const {answer, problem} = this.#objective;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    const verdict = answer.verdicts.find(({service}) => service === this.service) ?? [...answer.verdicts].sort(byBudget)[0];
    const {from, to} = range.texts();
    this.#course.want(verdict ? {objective: this.name, service: verdict.service, from, to: to === 'now' ? undefined : to, points: PARTS} : null);
    return html`
      ${this.#head(answer, verdict)}
      ${verdict ? this.#figures(answer, verdict) : panel('none', 'Verdicts', emptyState('It has not judged anything yet. Send requests of its service:', './tocsin replay FILE --as requests'))}`;
  }

  #head({name, spec, version, verdicts}, verdict) {
    return html`
      <div class="page-head">
        ${pageLink({page: 'objectives'}, html`${icon('back')}Objectives`, 'back')}
        <h1>${name}</h1>
        ${verdict ? statusBadge(verdict.status) : nothing}
        <span class="note">${spec.title ?? nothing}</span>
        <div class="aside">
          ${verdicts.length > 1
            ? html`<label class="inline">Service <select name="service" @change=${(event) => address.change({service: event.target.value})}>
                ${verdicts.map(({service}) => html`<option value=${service} ?selected=${service === verdict.service}>${service}</option>`)}
              </select></label>`
            : nothing}
          ${pageLink({page: 'definitions', name: `objective/${name}`}, html`${icon('edit')}Definition, version ${version}`, 'button quiet')}
        </div>
      </div>`;
  }

  #figures({spec}, verdict) {
    const {exhaustion, coverage, windowFull, provenance = []} = verdict;
    const cards = [
      ['sli', 'SLI', inUnit('ratio', verdict.sli), verdict.value == null ? `${format.count(verdict.good)} of ${format.count(verdict.total)} good` : measured({...verdict, spec})],
      ['target', 'Target', format.target(verdict.target), spec.evaluation ? `over ${spec.evaluation}` : `calendar ${spec.calendar?.unit ?? ''}`],
      ['budget', 'Budget left', verdict.budgetRemaining == null ? noData() : format.percent(verdict.budgetRemaining, 1), verdict.budgetRemaining < 0 ? 'overspent' : ''],
      ['coverage', 'Coverage', inUnit('percent', coverage), windowFull ? 'of the whole period' : 'younger than its period'],
      ['exhaustion', 'Budget spent', spent(verdict),
        verdict.budgetRemaining > 0 && exhaustion?.p10 ? `between ${format.moment(exhaustion.p10)} and ${exhaustion.p90 ? format.moment(exhaustion.p90) : 'never'}` : 'at the pace of the period'],
    ];
    return html`
      <section class="panel strip" aria-label="Figures of ${verdict.objective}, ${verdict.service}">
        <dl class="figures">
          ${cards.map(([name, label, value, note]) => html`<div class="figure"><dt>${label}</dt><dd><strong data-figure=${name}>${value}</strong><small>${note}</small></dd></div>`)}
        </dl>
        <p class="note source">
          ${verdict.service} · judged ${judged(verdict)}, ${verdict.state.toLowerCase()}, from
          ${records(provenance)}
        </p>
      </section>
      <div class="columns two">
        ${panel('burn-down', 'Budget burn-down', this.#line('budgetRemaining', 'Budget left', 'percent', 0), html`<span class="note">${range.sentence()}</span>`)}
        ${panel('sli', 'SLI', this.#line('sli', 'SLI', 'ratio', verdict.target), html`<span class="note">dashed: the target</span>`)}
        <div class="stack">
          ${panel('burn-rates', 'Burn rates', this.#burnRates(spec, verdict))}
          ${panel('violations', 'Violations', this.#broken(verdict), html`<span class="note">${range.sentence()}</span>`)}
        </div>
        ${panel('history', 'Verdict history', this.#history())}
      </div>`;
  }

  #line(field, name, unit, mark) {
    const {answer, problem} = this.#course;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    const known = answer.items.filter((each) => each[field] != null);
    if (!known.length) {
      return emptyState('No verdict in this range. Choose a longer one.');
    }
    const values = known.map((each) => each[field]);
    const shape = {
      lines: [{name, tone: 'good', data: gaps(answer.items, field, range.times())}], unit, mark, ...range.times(),
      min: field === 'sli' ? Math.min(mark, ...values) : Math.min(0, ...values), max: 1,
    };
    return html`<tocsin-chart .form=${'line'} .shape=${shape} .label=${`${name}: ${format.inUnit(unit, values[0])} at first, ${format.inUnit(unit, values.at(-1))} now`}></tocsin-chart>`;
  }

  #burnRates(spec, {burnRates = {}}) {
    const windows = Object.entries(burnRates).sort(([a], [b]) => secondsOf(a) - secondsOf(b));
    if (!windows.length) {
      return emptyState('No window has data yet.');
    }
    const most = Math.max(1, ...windows.map(([, rate]) => rate));
    return html`
      <div class="scroll" role="group" aria-labelledby="burn-rates-title" tabindex="0">
        <table class="data">
          <thead><tr><th scope="col">Window</th><th scope="col" class="number">Burn rate</th><th scope="col" class="number">A whole budget lasts</th></tr></thead>
          <tbody>
            ${windows.map(([window, rate]) => html`
              <tr data-name=${window}>
                <th scope="row">${window}</th>
                <td class="number" data-figure="burn-rate">${rate > 0 && rate < 0.005 ? '<0.01' : rate.toFixed(2)} ×${bar(rate / most, rate > 1 ? 'bad' : 'good', 1 / most)}</td>
                <td class="number">${rate > 0 && spec.evaluation ? format.duration(secondsOf(spec.evaluation) / rate) : html`<span class="unknown">for ever</span>`}</td>
              </tr>`)}
          </tbody>
        </table>
        <p class="note pad">At 1 × the budget is spent just at the end of the period.${
          spec.burnAlerts?.length ? ` Alerts: ${spec.burnAlerts.map((each) => `${each.severity} at ${each.factor ?? `${each.budgetShare} of the budget`}${each.factor ? ' ×' : ''} over ${each.longWindow}`).join(', ')}.` : ''}</p>
      </div>`;
  }

  /** When it was broken, and why. */
  #broken({service}) {
    const {from, to} = range.texts();
    this.#violations.want({objective: this.name, service, from, to: to === 'now' ? undefined : to, limit: SHOWN});
    const {answer, problem} = this.#violations;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    const found = standing(answer);
    if (!found.length) {
      return emptyState('It was not broken in this range.', null, true);
    }
    return html`
      <div class="scroll" role="group" aria-labelledby="violations-title" tabindex="0">
        <table class="data">
          <thead><tr><th scope="col">Began</th><th scope="col" class="number">Lasted</th><th scope="col">Reason</th></tr></thead>
          <tbody>
            ${found.map((each) => html`
              <tr data-id=${each.id}>
                <th scope="row" class="when">${format.moment(each.began)}</th>
                <td class="number">${lasted(each, Date.now())}</td>
                <td class="reason">${each.reason}</td>
              </tr>`)}
          </tbody>
        </table>
      </div>`;
  }

  #history() {
    const {answer, problem} = this.#course;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    if (!answer.items.length) {
      return emptyState('No verdict in this range. Choose a longer one.');
    }
    const rows = [...answer.items].reverse().slice(0, SHOWN);
    return html`
      <div class="scroll" role="group" aria-labelledby="history-title" tabindex="0">
        ${dataTable({
          head: [{name: 'Status', unit: 'status'}, {name: 'Period end', unit: 'moment', names: true}, {name: 'State', unit: 'text'}, {name: 'SLI', unit: 'ratio'}, {name: 'Budget left', unit: 'percent'}, {name: 'Good', unit: 'count'}, {name: 'Total', unit: 'count'}],
          body: rows.map((each) => ({cells: [each.status, each.periodEnd, each.state.toLowerCase(), each.sli, each.budgetRemaining, each.good, each.total]})),
        })}
      </div>`;
  }
}

/** How long ago it was judged. */
function judged({ageSeconds}) {
  const age = format.age(Date.now() - ageSeconds * 1000, Date.now());
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** When the budget will be gone, as far as that can be told. */
function spent({budgetRemaining, exhaustion}) {
  if (budgetRemaining <= 0 && budgetRemaining !== null) {
    return 'already';
  }
  return exhaustion?.p50 ? format.moment(exhaustion.p50) : html`<span class="unknown">not in sight</span>`;
}

const byBudget = (a, b) => (a.budgetRemaining ?? Infinity) - (b.budgetRemaining ?? Infinity);

/** The points of a field; where a part of the range has no verdict, the line breaks. */
function gaps(items, field, {from, to}) {
  const part = (to - from) / PARTS;
  return items.flatMap((each, at) => {
    const before = items[at - 1];
    const broken = before && each.periodEnd - before.periodEnd > 3 * Math.max(part, 600_000);
    return [...(broken ? [[before.periodEnd + 1, null]] : []), [each.periodEnd, each[field] ?? null]];
  });
}

customElements.define('tocsin-objective', Objective);
