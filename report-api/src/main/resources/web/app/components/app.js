import {html, nothing} from 'lit';
import * as address from '../address.js';
import {feed} from '../feed.js';
import {Follower} from '../follow.js';
import {age, clock} from '../format.js';
import {statusCounts, verdictRows} from '../state.js';
import * as theme from '../theme.js';
import './acknowledge.js';
import {PlainElement} from './element.js';
import './feedback.js';
import './help.js';
import './how.js';
import {icon} from './icons.js';
import {shortcuts} from './keys.js';
import './range-choice.js';
import './silence.js';
import {PAGES} from '../pages/index.js';

const CONNECTIONS = {
  connecting: ['waiting', 'Connecting'],
  live: ['live', 'Live'],
  reconnecting: ['waiting', 'Reconnecting'],
  paused: ['pause', 'Paused'],
};

/** The frame: navigation, range, connection; and in it the page of the address. */
class App extends PlainElement {
  static properties = {open: {state: true}};

  #feed = new Follower(this);
  #clock;

  connectedCallback() {
    super.connectedCallback();
    theme.onChange(() => this.requestUpdate());
    address.onChange(() => this.#moved());
    this.addEventListener('act', (event) => this.#act(event.detail));
    shortcuts({
      go: (page) => address.go(page),
      help: () => this.querySelector('tocsin-help').open(),
      kiosk: () => this.#kiosk(),
      calm: () => this.#calm(),
      edit: () => this.querySelector('main > *')?.dispatchEvent(new Event('edit')),
      filter: () => this.querySelector('main input[type="search"]')?.focus(),
    });
    feed.start();
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  render() {
    const {state} = this.#feed;
    const {page, name, params} = address.current;
    const kiosk = params.kiosk === '1';
    document.documentElement.dataset.kiosk = kiosk;
    const shown = PAGES[page];
    document.title = shown ? `${shown.title} · Tocsin` : 'Tocsin';
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the figures</a>
      ${this.#top(state, kiosk)}
      ${kiosk ? nothing : this.#navigation(page, state)}
      <main id="main" tabindex="-1" data-page=${page}>
        ${state.problem ? this.#problem(state) : nothing}
        ${shown ? shown.draw(name, params) : html`<p class="empty">There is no page of this name. <a href=${address.to('overview')}>Overview</a></p>`}
      </main>
      <tocsin-acknowledge></tocsin-acknowledge>
      <tocsin-silence></tocsin-silence>
      <tocsin-false-alarm></tocsin-false-alarm>
      <tocsin-missed></tocsin-missed>
      <tocsin-how></tocsin-how>
      <tocsin-help></tocsin-help>`;
  }

  #top(state, kiosk) {
    const [shape, word] = CONNECTIONS[state.connection];
    const other = theme.current() === 'dark' ? 'light' : 'dark';
    const now = Date.now();
    return html`
      <header class="top">
        <button class="quiet tool menu" aria-expanded=${Boolean(this.open)} aria-controls="navigation" aria-label="Menu" @click=${() => (this.open = !this.open)}>${icon('menu')}</button>
        <a class="brand" href=${address.to('overview')}>${icon('bell')}<span>Tocsin</span></a>
        <span class="asof" data-figure="as-of" title="The newest record that these figures include">
          ${state.asOf ? html`as of ${clock(state.asOf, now)} <small>(${ago(state.asOf, now)})</small>` : nothing}
        </span>
        ${kiosk ? nothing : html`<tocsin-range></tocsin-range>`}
        <button class="connection ${state.connection}" @click=${() => feed.toggle()} title=${state.paused ? 'Go on' : 'Pause'}>
          ${icon(shape)}<span role="status">${word}</span>
        </button>
        <span class="tools">
          <button class="quiet tool" @click=${theme.toggle} aria-label="Show in ${other} colours" title="Show in ${other} colours (t)">${icon(other)}</button>
          <button class="quiet tool" @click=${() => this.#kiosk()} aria-label="Kiosk mode" aria-pressed=${kiosk} title="Kiosk mode (k)">${icon('kiosk')}</button>
          <button class="quiet tool" @click=${() => this.querySelector('tocsin-help').open()} aria-label="Keyboard help" title="Keyboard help (?)">${icon('help')}</button>
        </span>
      </header>`;
  }

  #navigation(page, state) {
    const violated = state.verdicts === null ? 0 : statusCounts(verdictRows(state)).VIOLATED;
    const counts = {alerts: state.alerts?.length, objectives: violated, incidents: state.incidents?.open};
    const meanings = {alerts: 'firing', objectives: 'violated', incidents: 'open'};
    return html`
      <nav id="navigation" class=${this.open ? 'open' : ''} aria-label="Pages">
        <ul>
          ${Object.entries(PAGES).filter(([, {icon: shape}]) => shape).map(([each, {title, icon: shape}]) => html`
            <li>
              <a href=${address.to(each)} aria-current=${each === page || (each === 'overview' && page === 'dashboards') ? 'page' : nothing}>
                ${icon(shape)}<span>${title}</span>
                ${counts[each] ? html`<b class="count" title="${counts[each]} ${meanings[each]}">${counts[each]}<span class="hidden"> ${meanings[each]}</span></b>` : nothing}
              </a>
            </li>`)}
        </ul>
        <p class="note">
          <a href="/q/openapi?format=json">OpenAPI</a> · <a href="/q/metrics">Metrics</a> · <a href="/q/health">Health</a> · <a href="/static/licenses.txt">Licences</a>
        </p>
      </nav>`;
  }

  #problem(state) {
    return html`
      <div class="problem" role="alert">
        ${icon('violated')}
        <p>${state.problem}. What is shown may be old. <code>./tocsin status</code> says what runs.</p>
      </div>`;
  }

  #moved() {
    this.open = false;
    scrollTo(0, 0);
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  #kiosk() {
    address.change({kiosk: address.current.params.kiosk === '1' ? null : '1'});
  }

  #calm() {
    this.open = false;
    if (address.current.params.kiosk === '1') {
      this.#kiosk();
    }
  }

  #act({what, about}) {
    this.querySelector(`tocsin-${what}`).open(about);
  }
}

function ago(at, now) {
  const text = age(at, now);
  return text === 'now' ? text : `${text} ago`;
}

customElements.define('tocsin-app', App);
