import {html, nothing} from 'lit';
import * as address from '../address.js';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {icon} from '../components/icons.js';
import {emptyState, inUnit, loading, pageLink, panel, records, trouble} from '../components/parts.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';
import {kindOf, standing} from '../sources/violations.js';

/** Broken promises of the range: by service, by kind, and one by one. The filter stands in the address. */
class Violations extends PlainElement {
  #feed = new Follower(this);
  #list = new Loader(this, (asked, signal) => api.get('/violations', asked, signal));

  render() {
    const {from, to} = range.texts();
    this.#list.want({from, to: to === 'now' ? undefined : to, limit: 1000});
    const {answer} = this.#list;
    return html`
      <div class="page-head"><h1>Violations</h1><span class="note">that lasted at some time of the ${range.sentence()}</span></div>
      <div class="columns two">${widget('violations-by-service', 'bar')}${widget('violations-by-kind', 'pie')}</div>
      ${panel('violations', 'Violations', this.#content(), answer?.items.length ? this.#filters(standing(answer)) : nothing)}`;
  }

  #filters(found) {
    const {state} = this.#feed;
    const {service, kind} = address.current.params;
    const services = [...new Set(found.map((each) => each.service))].sort();
    const kinds = [...new Set(found.map((each) => kindOf(each, state.objectives)))].sort();
    return html`${choice('service', 'Service', 'Every service', services, service)}${choice('kind', 'Kind', 'Every kind', kinds, kind)}`;
  }

  #content() {
    const {answer, problem} = this.#list;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    const {service, kind} = address.current.params;
    const {objectives} = this.#feed.state;
    const all = standing(answer);
    if (!all.length) {
      return emptyState('No promise was broken in this range.', null, true);
    }
    const shown = all.filter((each) => (!service || each.service === service) && (!kind || kindOf(each, objectives) === kind));
    const now = Date.now();
    return html`
      <div class="scroll tall" role="group" aria-labelledby="violations-title" tabindex="0">
        <table class="data stacking">
          <thead>
            <tr><th scope="col">Objective</th><th scope="col">Service</th><th scope="col">Kind</th><th scope="col">Severity</th><th scope="col">Began</th><th scope="col" class="number">Lasted</th><th scope="col">Reason</th></tr>
          </thead>
          <tbody>
            ${shown.map((each) => html`
              <tr data-id=${each.id}>
                <th scope="row">${each.incidentId ? each.objective : pageLink({page: 'objectives', name: each.objective, params: {service: each.service}}, each.objective)}</th>
                <td data-label="Service">${each.service}</td>
                <td data-label="Kind">${kindOf(each, objectives)}</td>
                <td data-label="Severity">${each.severity}</td>
                <td data-label="Began" class="when">${format.moment(each.began)}</td>
                <td data-label="Lasted" class="number">${lasted(each, now)}</td>
                <td data-label="Reason" class="reason">${why(each)}</td>
              </tr>`)}
          </tbody>
        </table>
        ${shown.length ? nothing : emptyState('No violation fits this filter.')}
        ${answer.truncated ? html`<p class="note pad">The newest 1,000. Choose a shorter range to see the others.</p>` : nothing}
      </div>`;
  }
}

/** How long a promise was broken, or is; an incident that was late is late at one moment. */
export function lasted({began, ended, incidentId}, now) {
  if (ended == null) {
    return html`<span class="badge bad">${icon('violated')}${format.duration((now - began) / 1000)}</span>`;
  }
  return incidentId && ended === began ? format.UNKNOWN : format.duration((ended - began) / 1000);
}

/** The reason, and behind it what was judged: enough to judge it again. */
function why({reason, incidentId, verdict}) {
  if (!verdict) {
    return html`${reason}${incidentId ? html` <span class="note">Incident ${incidentId}</span>` : nothing}`;
  }
  const {periodStart, periodEnd, good, total, sli, target, budgetRemaining, coverage, burnRates = {}, definitionVersion, revision, provenance = []} = verdict;
  const facts = [
    ['Period', `${format.moment(periodStart)} to ${format.moment(periodEnd)}`],
    ['Good', `${format.count(good)} of ${format.count(total)}`],
    ['SLI', inUnit('ratio', sli)],
    ['Target', format.target(target)],
    ['Budget left', inUnit('percent', budgetRemaining)],
    ['Coverage', inUnit('percent', coverage)],
    ...Object.entries(burnRates).map(([window, rate]) => [`Burn rate, ${window}`, `${format.figure(rate)} ×`]),
    ['Definition', `version ${definitionVersion}`],
    ['Revision', format.count(revision)],
  ];
  return html`
    <details>
      <summary>${reason}</summary>
      <dl class="facts">${facts.map(([word, text]) => html`<div><dt>${word}</dt><dd>${text}</dd></div>`)}</dl>
      <p class="note">From ${records(provenance)}</p>
    </details>`;
}

const choice = (name, label, all, values, chosen) => html`
  <select name=${name} aria-label=${label} @change=${(event) => address.change({[name]: event.target.value})}>
    <option value="">${all}</option>
    ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${value}</option>`)}
  </select>`;

customElements.define('tocsin-violations', Violations);
