import {html, nothing} from 'lit';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {ofEntity} from '../components/feedback.js';
import {icon} from '../components/icons.js';
import {bar, emptyState, inUnit, loading, pageLink, panel, trouble} from '../components/parts.js';
import {planes} from '../components/plane.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';
import {HIGH, riskTone} from '../sources/risks.js';

/** All smaller contributions together; what is observed of them is how many they are. */
const OTHERS = 'others';

const MODES = {
  MODEL: ['model', 'Scored by its own trained model'],
  GROUP: ['group model', 'New: scored by a model of its group: of another instance, or of a service that is like it'],
  BASELINE: ['baseline', 'Warming up: scored against the running baseline'],
  RULES: ['rules only', 'The model failed: only threshold rules speak'],
};

/** Risk over time, the newest risk of each entity, and why it is so. */
class Anomalies extends PlainElement {
  static properties = {name: {attribute: false}};

  #feed = new Follower(this);
  #report = new Loader(this, (asked, signal) => api.get('/reports/anomalies', asked, signal));

  #picture = new Loader(this, (group, signal) => api.get('/scores/picture', {group: group || undefined}, signal));
  /** The declared group whose entities are shown; empty for all. */
  #group = '';
  /** All declared groups that a picture had an entity of. */
  #groups = new Set();

  render() {
    const {risks} = this.#feed.state;
    this.#picture.want(this.#group);
    const ordered = risks && [...risks].sort((a, b) => b.risk - a.risk || a.entity.localeCompare(b.entity));
    const chosen = ordered?.find(({entity}) => entity === this.name) ?? ordered?.[0];
    const high = (risks ?? []).filter(({risk}) => risk >= HIGH).length;
    return html`
      <div class="page-head"><h1>Anomalies</h1><span class="note">risk 0 to 100, on each entity's own history; ${HIGH} and over is high</span></div>
      <div class="columns wide">${widget('risk-timeline', 'line')}${widget('risk-timeline', 'heatmap', 'Highest risk by entity')}</div>
      ${this.#record()}
      <div class="columns two">
        ${panel('risks', 'Risk by entity', this.#list(ordered, chosen), risks?.length ? html`<span class="note">${high} of ${risks.length} at ${HIGH} or more</span>` : nothing)}
        ${panel('why', chosen ? `Why ${chosen.entity} is at ${Math.floor(chosen.risk)}` : 'Why', chosen ? why(chosen) : ordered ? emptyState('No entity has a risk yet.') : loading(), chosen ? this.#feedback(chosen.entity) : nothing)}
      </div>
      ${panel('clusters', 'Which entities behave alike', this.#clusters(risks), html`<span class="note">two principal components of the last windows’ features</span> ${this.#groupChoice()}`)}`;
  }

  /** How well high risks and incidents went together. */
  #record() {
    const {from, to} = range.texts();
    this.#report.want({from, to: to === 'now' ? undefined : to});
    const {record} = this.#report.answer ?? {};
    if (!record) {
      return nothing;
    }
    const cards = [
      ['episodes', 'Times of high risk', format.count(record.episodes), `${format.count(record.confirmed)} with an incident`],
      ['precision', 'Precision', inUnit('percent', record.precision), 'of times of high risk'],
      ['recall', 'Recall', inUnit('percent', record.recall), `${format.count(record.announced)} of ${format.count(record.incidents)} incidents`],
      ['lead', 'Median lead', inUnit('seconds', record.medianLeadSeconds), `${format.count(record.early)} announced before they began`],
    ];
    return html`
      <section class="panel strip" aria-label="High risk against incidents">
        <dl class="figures">${cards.map(([name, label, value, note]) => html`<div class="figure"><dt>${label}</dt><dd><strong data-figure=${name}>${value}</strong><small>${note}</small></dd></div>`)}</dl>
      </section>`;
  }

  /** What people know better; it moves the entity's alert threshold and what models learn from. */
  #feedback(entity) {
    const alert = this.#feed.state.alerts?.find((each) => ofEntity(each) && each.labels.entity === entity);
    const act = (what, about) => this.dispatchEvent(new CustomEvent('act', {detail: {what, about}, bubbles: true}));
    return alert
      ? html`<button class="quiet" @click=${() => act('false-alarm', alert)}>False alarm…</button>`
      : html`<button class="quiet" @click=${() => act('missed', {entity})}>Missed…</button>`;
  }

  /** All entities, or those of one declared group; nothing where none is declared. */
  #groupChoice() {
    this.#picture.answer?.pictures.forEach(({points}) => points.forEach(({group}) => group && this.#groups.add(group)));
    return this.#groups.size
      ? html`<select aria-label="Which entities are shown" @change=${this.#chooseGroup}>
          <option value="">all entities</option>
          ${[...this.#groups].sort().map((name) => html`<option value=${name} ?selected=${name === this.#group}>group ${name}</option>`)}
        </select>`
      : nothing;
  }

  #chooseGroup = ({target}) => {
    this.#group = target.value;
    this.requestUpdate();
  };

  #clusters(risks) {
    const {answer, problem} = this.#picture;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    return planes(answer, risks);
  }

  #list(ordered, chosen) {
    if (!ordered) {
      return loading();
    }
    if (!ordered.length) {
      return emptyState('No scores yet. They follow 30 s after the first metrics:', './tocsin replay FILE --as metrics');
    }
    return html`
      <div class="scroll" role="group" aria-labelledby="risks-title" tabindex="0">
        <ol class="risks">${ordered.map((score) => entity(score, score === chosen))}</ol>
      </div>`;
  }
}

function entity(score, chosen) {
  const tone = riskTone(score.risk);
  const [mode, meaning] = MODES[score.mode] ?? [String(score.mode).toLowerCase(), ''];
  return html`
    <li data-entity=${score.entity} class="${tone} ${chosen ? 'chosen' : ''}">
      ${pageLink({page: 'anomalies', name: score.entity}, score.entity, 'strong entity')}
      ${bar(score.risk / 100, tone, HIGH / 100)}
      <strong class="risk" data-figure="risk">${Math.floor(score.risk)}</strong>
      <p class="because">
        ${score.sustained ? html`<span class="badge bad">${icon('violated')}sustained</span>` : nothing}
        <span title=${meaning}>${mode}</span> · ${format.percent(score.confidence, 0)} confident · ${format.age(score.windowEnd, Date.now())}
      </p>
    </li>`;
}

/** A feature in words; what ends with season is off from what is usual at this hour of the week. */
const named = (feature) => feature.replace(/_season$/, ' for this hour of the week').replaceAll('_', ' ');

/** The contributions; they add up to the risk. */
function why(score) {
  const known = (score.contributions ?? []).filter(({share}) => share > 0);
  if (!known.length) {
    return emptyState('Nothing is unusual: no feature contributes.', null, true);
  }
  const ofHours = known.some(({expectedThisHour}) => expectedThisHour != null);
  return html`
    <div class="scroll" role="group" aria-labelledby="why-title" tabindex="0">
      <table class="data stacking contributions" role="table">
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Feature</th><th scope="col" role="columnheader" class="number">Share of the risk</th><th scope="col" role="columnheader" class="number">Now</th><th scope="col" role="columnheader" class="number">Usual</th>${ofHours ? html`<th scope="col" role="columnheader" class="number" title="At this hour of the week">This hour</th>` : nothing}</tr></thead>
        <tbody role="rowgroup">
          ${known.map(({feature, share, observed, expected, expectedThisHour}) => html`
            <tr role="row" data-name=${feature}>
              <th scope="row" role="rowheader">${feature === OTHERS ? `${observed} ${observed === 1 ? 'other' : 'others'}` : named(feature)}</th>
              <td class="number" role="cell" data-label="Share of the risk">${share < 0.1 ? '<0.1' : share.toFixed(1)}${bar(share / Math.max(score.risk, 1), riskTone(score.risk))}</td>
              <td class="number" role="cell" data-label="Now">${feature === OTHERS ? format.UNKNOWN : format.figure(observed)}</td>
              <td class="number" role="cell" data-label="Usual">${format.figure(expected)}</td>
              ${ofHours ? html`<td class="number" role="cell" data-label="This hour">${format.figure(expectedThisHour)}</td>` : nothing}
            </tr>`)}
        </tbody>
      </table>
      <p class="note pad">Window ${format.clock(score.windowStart)} to ${format.clock(score.windowEnd)}${score.modelId ? html`, model <code>${score.modelId}</code>` : nothing}.</p>
    </div>`;
}

customElements.define('tocsin-anomalies', Anomalies);
