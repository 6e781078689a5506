import {html, nothing} from 'lit';
import * as api from '../api.js';
import {worstFirst} from '../components/alert-list.js';
import {PlainElement} from '../components/element.js';
import {ofEntity} from '../components/feedback.js';
import {icon, severityBadge} from '../components/icons.js';
import {emptyState, loading, panel, trouble} from '../components/parts.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import {secondsOf} from '../range.js';
import * as user from '../user.js';

const SHOWN = 200;

/** Alerts that fire and that have ended; of the chosen one everything that was decided about telling somebody. */
class Alerts extends PlainElement {
  static properties = {name: {attribute: false}, which: {state: true}, word: {state: true}, problem: {state: true}};

  #feed = new Follower(this);
  #list = new Loader(this, (asked, signal) => api.get('/alerts', asked, signal));
  #one = new Loader(this, (fingerprint, signal) => api.get(`/alerts/${encodeURIComponent(fingerprint)}`, {}, signal));
  #quiet = new Loader(this, (all, signal) => api.fresh('/definitions', {kind: 'silence'}, signal));
  #ledger = new Loader(this, (fingerprint, signal) => api.get(`/alerts/${encodeURIComponent(fingerprint)}/timeline`, {}, signal));

  constructor() {
    super();
    this.which = 'firing';
    this.word = '';
  }

  render() {
    const firing = this.#feed.state.alerts;
    this.#list.want(this.which === 'resolved' ? {status: 'resolved', limit: SHOWN} : null);
    const alerts = this.which === 'firing' ? firing : this.#list.answer?.items;
    const chosen = this.name ?? worstFirst(alerts ?? [])[0]?.fingerprint ?? null;
    this.#one.want(chosen);
    this.#ledger.want(chosen);
    const unanswered = (firing ?? []).filter((alert) => !alert.acknowledgedBy).length;
    return html`
      <div class="page-head"><h1>Alerts</h1><span class="note">${firing ? `${firing.length} firing, ${unanswered} unanswered` : nothing}</span></div>
      <div class="columns two">
        ${panel('alerts', this.which === 'firing' ? 'Firing' : 'Resolved', this.#content(alerts, chosen), this.#filters())}
        ${panel('why', 'Who was told, and why', chosen ? this.#why(chosen) : emptyState('Choose an alert to see every decision about it.'))}
      </div>
      ${this.problem ? trouble(this.problem) : nothing}
      ${this.#silences()}
      <div class="columns">${widget('pages', 'table')}</div>`;
  }

  /** What is kept quiet, by whom and until when. */
  #silences() {
    this.#quiet.want('all');
    const silences = (this.#quiet.answer?.items ?? []).filter(({spec}) => !over(spec));
    return silences.length
      ? panel('silences', 'Silences', html`
          <ul class="definitions">
            ${silences.map(({name, spec}) => html`
              <li data-silence=${name}>
                ${icon('silence')}<b>${spec.matchers.join(', ')}</b>
                <span class="note">${spec.comment} · ${spec.author} · ${until(spec)}</span>
                <button class="quiet version" @click=${() => this.#end(name)}>End</button>
              </li>`)}
          </ul>`)
      : nothing;
  }

  async #end(name) {
    try {
      await api.withdraw('silence', name, user.current());
      this.problem = null;
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
      this.problem = error.message;
    }
    this.#quiet.reload();
  }

  #filters() {
    return html`
      <div class="chips" role="group" aria-label="Show only">
        ${['firing', 'resolved'].map((each) => html`<button class="chip" aria-pressed=${this.which === each} @click=${() => (this.which = each)}>${each}</button>`)}
      </div>
      <input type="search" placeholder="Name or service" aria-label="Show only alerts with this word" .value=${this.word} @input=${(event) => (this.word = event.target.value)} />`;
  }

  #content(alerts, chosen) {
    if (this.#list.problem && this.which === 'resolved') {
      return trouble(this.#list.problem);
    }
    const word = this.word.toLowerCase().trim();
    const shown = alerts?.filter(({name, service, severity}) => `${name} ${service} ${severity}`.toLowerCase().includes(word));
    if (alerts?.length && !shown.length) {
      return emptyState('No alert fits this filter.');
    }
    if (alerts && !alerts.length && this.which === 'resolved') {
      return emptyState('No alert has ended yet.');
    }
    return html`<tocsin-alert-list .alerts=${shown ?? null} .labelledby=${'alerts-title'} .chosen=${chosen}></tocsin-alert-list>`;
  }

  #why(chosen) {
    const alert = this.#feed.state.alerts?.find(({fingerprint}) => fingerprint === chosen) ?? this.#one.answer;
    if (!alert) {
      return this.#one.problem ? trouble(this.#one.problem) : loading();
    }
    const labels = Object.entries(alert.labels ?? {});
    return html`
      <div class="scroll tall" role="group" aria-labelledby="why-title" tabindex="0">
        <div class="alert-detail" data-alert=${alert.fingerprint}>
          <p class="title">${alert.status === 'RESOLVED' ? html`<span class="badge good">${icon('met')}resolved</span>` : severityBadge(alert.severity)}<b>${alert.name}</b><span class="service">${alert.service}</span></p>
          <p>${alert.annotations?.description ?? alert.annotations?.summary ?? nothing}</p>
          <p class="labels">${labels.map(([key, value]) => html`<code>${key}=${value}</code> `)}</p>
          ${this.#buttons(alert)}
        </div>
        ${this.#decisions()}
      </div>`;
  }

  #buttons(alert) {
    const act = (what) => this.dispatchEvent(new CustomEvent('act', {detail: {what, about: alert}, bubbles: true}));
    const judged = ofEntity(alert) ? html`<button @click=${() => act('false-alarm')}>False alarm…</button>` : nothing;
    if (alert.status === 'RESOLVED') {
      return judged === nothing ? nothing : html`<div class="buttons left">${judged}</div>`;
    }
    return html`
      <div class="buttons left">
        ${alert.acknowledgedBy ? html`<span class="answered">${icon('person')}acknowledged by ${alert.acknowledgedBy}</span>` : html`<button class="primary" @click=${() => act('acknowledge')}>Acknowledge</button>`}
        <button @click=${() => act('silence')}>${icon('silence')}Silence…</button>
        ${judged}
      </div>`;
  }

  #decisions() {
    const {answer, problem} = this.#ledger;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    if (!answer.items.length) {
      return emptyState('Nothing was decided yet: a new group waits for its companions.');
    }
    return html`<ol class="timeline">${[...answer.items].reverse().map((each) => decision(each))}</ol>`;
  }
}

/** Whether a silence has ended for good. */
function over({start, end, duration, rrule}) {
  const last = end ? Date.parse(end) : duration && !rrule ? Date.parse(start) + secondsOf(duration) * 1000 : Infinity;
  return last < Date.now();
}

/** When a silence ends, in words. */
function until({start, end, duration, untilResolved, rrule}) {
  if (untilResolved) {
    return 'until what fired is resolved';
  }
  return end ? `until ${format.moment(Date.parse(end))}` : `${duration} from ${format.moment(Date.parse(start))}${rrule ? `, ${rrule}` : ''}`;
}

const TONES = {DELIVERED: 'good', ACKNOWLEDGED: 'good', FAILED: 'bad', GIVEN_UP: 'bad', SUPPRESSED: 'warn', ESCALATED: 'warn', DELAYED: 'warn'};

function decision({decision: made, sentence, receiver, channel, at}) {
  const whom = [receiver, channel && `by ${channel}`].filter(Boolean).join(' ');
  return html`
    <li class=${TONES[made] ?? 'none'}>
      <span class="when" title=${format.clock(at)}>${format.clock(at)}</span>
      <div><b data-decision=${made}>${made.toLowerCase().replaceAll('_', ' ')}</b> <span class="note">${whom}</span><p>${sentence}</p></div>
    </li>`;
}

customElements.define('tocsin-alerts', Alerts);
