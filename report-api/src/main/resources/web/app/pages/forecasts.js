import {html, nothing} from 'lit';
import * as address from '../address.js';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {icon} from '../components/icons.js';
import {emptyState, loading, panel, pageLink, trouble} from '../components/parts.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import * as format from '../format.js';
import {Loader} from '../loader.js';
import * as range from '../range.js';
import {change, difference, figureOf, FIGURES, isSeries, WEEKDAYS, words} from '../sources/analytics.js';

/** In the address, the requests of all services together. */
const ALL = 'all';

const KINDS = {
  PERFORMANCE_TREND: {word: 'Performance trend', icon: 'chart'},
  CAPACITY_PLANNING: {word: 'Capacity planning', icon: 'inconclusive'},
  ANOMALY_DETECTION: {word: 'Anomaly', icon: 'anomalies'},
  SEASONALITY: {word: 'Seasonality', icon: 'waiting'},
  CORRELATION: {word: 'Correlation', icon: 'link'},
  PREDICTION: {word: 'Prediction', icon: 'forecasts'},
};

/** The widget that draws an analysis. */
const CHARTS = {trend: 'trend', anomalies: 'trend', forecast: 'forecast', seasonality: 'season-hours', correlation: 'correlation'};

/** Where a service's figures go, how they repeat themselves, what goes together, and what of it somebody should know. */
class Forecasts extends PlainElement {
  static properties = {name: {attribute: false}, series: {attribute: false}, show: {attribute: false}};

  #feed = new Follower(this);
  #insights = new Loader(this, (asked, signal) => api.get('/analytics/insights', asked, signal));
  #stored = new Loader(this, (asked, signal) => api.get('/analytics/series', asked, signal));
  #shown;

  render() {
    const services = this.#services();
    if (!services) {
      return loading();
    }
    const service = this.name === ALL ? '' : this.name ?? services[0];
    if (service === undefined) {
      return html`
        <div class="page-head"><h1>Forecasts and insights</h1></div>
        ${panel('insights', 'Insights', emptyState('Nothing is known of any service yet. Load requests of some weeks:', './tocsin replay FILE --as requests'))}`;
    }
    const series = isSeries(this.series) && (service || (this.series in FIGURES && this.series !== 'risk')) ? this.series : service ? 'meanLatency' : 'requests';
    const about = {service, series};
    return html`
      <div class="page-head">
        <h1>Forecasts and insights</h1>
        <span class="note">hour by hour, ${range.sentence()}</span>
        <div class="aside">${this.#choice(services, about)}</div>
      </div>
      ${this.#known(service)}
      <div class="columns wide">
        ${widget('forecast', 'line', `${figureOf(series).word}: next seven days`, about)}
        ${widget('correlation', 'table', `What goes with ${figureOf(series).word.toLowerCase()}`, about)}
      </div>
      <div class="columns three">
        ${widget('trend', 'line', `${figureOf(series).word}: trend`, about)}
        ${widget('season-hours', 'column', undefined, about)}
        ${widget('season-weekdays', 'column', undefined, about)}
      </div>`;
  }

  /** To the chart that an insight is about, once. */
  updated() {
    const wanted = this.show && `${this.show} ${this.series}`;
    const chart = CHARTS[this.show] && this.querySelector(`[data-source="${CHARTS[this.show]}"]`);
    if (wanted !== this.#shown && (chart || !wanted)) {
      this.#shown = wanted;
      chart?.scrollIntoView({block: 'center'});
    }
  }

  /** Who has verdicts or risks, or what the address says; null before the first answer. */
  #services() {
    const {verdicts, risks} = this.#feed.state;
    if (verdicts === null || risks === null) {
      return null;
    }
    const named = [...verdicts.map(({service}) => service), ...risks.map(({service}) => service)].filter((each) => each && each !== '*');
    return [...new Set(this.name && this.name !== ALL ? [...named, this.name] : named)].sort();
  }

  #choice(services, {service, series}) {
    this.#stored.want(service ? {service} : null);
    const metrics = (service && this.#stored.answer?.items.map((each) => each.series).filter((each) => !(each in FIGURES))) || [];
    const figures = [...new Set([...Object.keys(FIGURES).filter((figure) => service || figure !== 'risk'), ...metrics, series])];
    return html`
      <select name="service" aria-label="Service" @change=${(event) => address.go('forecasts', event.target.value, {series})}>
        <option value=${ALL} ?selected=${!service}>All services</option>
        ${services.map((each) => html`<option value=${each} ?selected=${each === service}>${each}</option>`)}
      </select>
      <select name="series" aria-label="Figure" @change=${(event) => address.change({series: event.target.value, show: null})}>
        ${figures.map((figure) => html`<option value=${figure} ?selected=${figure === series}>${figureOf(figure).word}</option>`)}
      </select>`;
  }

  #known(service) {
    const {from, to} = range.texts();
    this.#insights.want(service ? {service, from, to: to === 'now' ? undefined : to, zone: range.zone()} : null);
    const {answer, problem} = this.#insights;
    if (!service) {
      return panel('insights', 'Insights', emptyState('Insights are about one service: choose one.'));
    }
    if (!answer) {
      return panel('insights', `Insights about ${service}`, problem ? trouble(problem) : loading());
    }
    return panel('insights', `Insights about ${service}`, answer.items.length
      ? html`<ol class="insights">${answer.items.map((each) => insight(each, service))}</ol>`
      : emptyState('Nothing stands out in this range. A longer past says more:', './tocsin replay FILE --as requests', true), html`<span class="note">${answer.items.length}</span>`);
  }
}

function insight({kind, series, sentence, effect, effectUnit, evidence, link}, service) {
  const known = KINDS[kind] ?? {word: words(kind), icon: 'chart'};
  const show = link.match(/analytics\/(\w+)/)?.[1];
  return html`
    <li data-kind=${kind}>
      <span class="badge none">${icon(known.icon)}${known.word}</span>
      <p><b>${sentenceOf(sentence)}</b> <span class="effect" data-figure="effect">${effectOf(effectUnit, effect)}</span></p>
      <p class="note evidence">${Object.entries(evidence).map(([name, value]) => html`<span>${EVIDENCE[name] ?? words(name)} <b>${evidenceOf(name, value, figureOf(series).unit)}</b></span>`)}</p>
      ${pageLink({page: 'forecasts', name: service, params: {series, show}}, html`${icon('chart')}Chart<span class="hidden"> of: ${sentenceOf(sentence)}</span>`, 'to-chart')}
    </li>`;
}

/** Figures by their name for people instead of the API's. */
const sentenceOf = (sentence) => {
  const told = Object.entries(FIGURES).reduce((text, [name, {word}]) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), word.toLowerCase()), sentence);
  return told[0].toUpperCase() + told.slice(1);
};

function effectOf(unit, effect) {
  switch (unit) {
    case 'relativeChange':
      return change(effect);
    case 'correlation':
      return `r = ${effect.toFixed(2).replace('-', '−')}`;
    case 'points':
      return `${effect > 0 ? '+' : ''}${format.figure(effect)} points`;
    case 'robustDeviations':
      return `${format.figure(effect)} deviations`;
    default:
      return `${words(unit)} ${effect.toFixed(2)}`;
  }
}

const SHARES = new Set(['coverage', 'skill', 'explained']);

/** What is said in the figure's own unit. */
const OWN = new Set(['perDay', 'perDayInterval', 'above', 'value', 'usual', 'lastWeek', 'nextWeek', 'highestSoFar', 'upperPeak']);

const EVIDENCE = {perDay: 'daily mean, per day', perDayInterval: 'give or take', above: 'above the day’s mean by', lagHours: 'later by'};

function evidenceOf(name, value, unit) {
  switch (name) {
    case 'at':
      return format.moment(value);
    case 'peakHour':
      return `${String(value).padStart(2, '0')}:00`;
    case 'peakWeekday':
      return WEEKDAYS[value - 1];
    case 'lagHours':
      return `${format.count(value)} h`;
    default:
      return SHARES.has(name) ? format.percent(value, 0) : OWN.has(name) ? difference(unit, value) : format.figure(value);
  }
}

customElements.define('tocsin-forecasts', Forecasts);
