import {html, nothing} from 'lit';
import * as format from '../format.js';
import {PlainElement} from './element.js';
import {icon} from './icons.js';
import {bar, emptyState, loading, panel, stroke} from './parts.js';
import {NAMED} from './risk-timeline.js';

const HIGH = 70;
const MODES = {
  MODEL: ['model', 'Scored by the trained isolation forest'],
  BASELINE: ['baseline', 'Warming up: scored against the running baseline'],
  RULES: ['rules only', 'The model failed: only threshold rules speak'],
};

/** The newest risk of each entity, highest first, with the reason, and the course of the last hour. */
class Risks extends PlainElement {
  static properties = {
    risks: {attribute: false},
    history: {attribute: false},
    now: {attribute: false},
  };

  render() {
    const high = (this.risks ?? []).filter((score) => score.risk >= HIGH).length;
    const aside = this.risks?.length ? html`<span class="note">${high} of ${this.risks.length} at ${HIGH} or more</span>` : nothing;
    return panel('risks', 'Risk by entity', this.#content(), aside);
  }

  #content() {
    if (!this.risks) {
      return loading();
    }
    if (!this.risks.length) {
      return emptyState('No scores yet. They follow 30 s after the first metrics:', './tocsin replay FILE --as metrics');
    }
    const ordered = [...this.risks].sort((a, b) => b.risk - a.risk || a.entity.localeCompare(b.entity));
    return html`
      <tocsin-risk-timeline .history=${this.history} .entities=${ordered.map((score) => score.entity)}></tocsin-risk-timeline>
      <div class="scroll" role="group" aria-labelledby="risks-title" tabindex="0">
        <ol class="risks">${ordered.map((score, at) => this.#score(score, at))}</ol>
      </div>`;
  }

  #score(score, at) {
    const tone = score.risk >= HIGH ? 'bad' : score.risk >= 40 ? 'warn' : 'good';
    const [mode, meaning] = MODES[score.mode] ?? [String(score.mode).toLowerCase(), ''];
    return html`
      <li data-entity=${score.entity} class=${tone}>
        <b class="entity">${stroke(Math.min(at, NAMED))}${score.entity}</b>
        ${bar(score.risk / 100, tone, HIGH / 100)}
        <strong class="risk" data-figure="risk">${Math.floor(score.risk)}</strong>
        <p class="why">
          ${score.sustained ? html`<span class="badge bad">${icon('violated')}sustained</span>` : nothing}
          <span title=${meaning}>${mode}</span> · ${format.percent(score.confidence, 0)} confident · ${format.age(score.windowEnd, this.now)}
          ${reason(score.contributions?.[0])}
        </p>
      </li>`;
  }
}

function reason(contribution) {
  if (!contribution || contribution.share < 1) {
    return nothing;
  }
  const usual = contribution.expected == null ? '' : `, usually ${format.figure(contribution.expected)}`;
  return html`<br />${contribution.feature} ${format.figure(contribution.observed)}${usual} (+${Math.floor(contribution.share)})`;
}

customElements.define('tocsin-risks', Risks);
