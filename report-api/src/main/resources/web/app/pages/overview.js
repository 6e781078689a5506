import {html, nothing} from 'lit';
import * as address from '../address.js';
import * as api from '../api.js';
import '../components/board.js';
import {PlainElement} from '../components/element.js';
import {icon} from '../components/icons.js';
import {loading, trouble} from '../components/parts.js';
import '../components/save-dashboard.js';
import '../components/add-widget.js';
import {feed} from '../feed.js';
import {added, arranged, DEFAULT, LAYOUTS} from '../layout.js';
import * as user from '../user.js';

/** What `NAME.overview` is for: each user's own first page. */
const ownName = () => `${user.current()}.overview`;

/**
 * A dashboard of widgets: at `overview` the user's own or the default one, at `dashboards/NAME` the
 * one of that name. A change is kept when it is saved.
 */
class Overview extends PlainElement {
  static properties = {
    name: {attribute: false},
    saved: {state: true},
    draft: {state: true},
    others: {state: true},
    problem: {state: true},
    told: {state: true},
  };

  /** The name whose dashboard is loaded; none at first. */
  #shown = Symbol('none');
  #leave;

  willUpdate() {
    if (this.#shown !== this.name) {
      this.#shown = this.name;
      this.saved = undefined;
      this.draft = null;
      this.told = null;
      this.#load();
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('edit', () => this.#edit());
    this.#leave = feed.onRefresh(() => this.problem && !this.draft && this.#load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave();
  }

  async #load() {
    const wanted = this.name ?? (user.current() ? ownName() : null);
    try {
      const [found, list] = await Promise.all([wanted ? api.declared('dashboard', wanted) : null, api.fresh('/definitions', {kind: 'dashboard'})]);
      this.others = list.items ?? [];
      this.saved = found ?? (this.name ? null : {name: null, spec: DEFAULT});
      this.problem = null;
    } catch (error) {
      this.others ??= [];
      this.saved = this.name ? null : {name: null, spec: DEFAULT};
      this.problem = error.message;
    }
  }

  render() {
    if (this.saved === undefined) {
      return loading();
    }
    if (this.saved === null) {
      return trouble(this.problem ?? `There is no dashboard named ${this.name}`);
    }
    const {layout, widgets} = this.draft ?? this.saved.spec;
    return html`
      ${this.#bar()}
      ${this.problem ? trouble(this.problem) : nothing}
      <tocsin-board .layout=${layout ?? 'grid'} .widgets=${widgets} .editing=${this.draft !== null}
        @changed=${(event) => (this.draft = {...this.draft, widgets: event.detail})}></tocsin-board>
      <tocsin-save-dashboard @saved=${(event) => this.#stored(event.detail)}></tocsin-save-dashboard>
      <tocsin-add-widget @added=${(event) => (this.draft = added(this.draft, event.detail))}></tocsin-add-widget>`;
  }

  #bar() {
    const {spec, name} = this.saved;
    return html`
      <div class="page-head ${this.draft ? 'editing' : ''}">
        <h1>${spec.title ?? name}</h1>
        ${spec.owner ? html`<span class="note">by ${spec.owner}</span>` : nothing}
        <div class="aside">
          <p class="note" role="status">${this.told ?? nothing}</p>
          ${this.draft ? this.#editing() : this.#viewing()}
        </div>
      </div>`;
  }

  #viewing() {
    return html`
      ${this.others?.length
        ? html`<select aria-label="Dashboard" @change=${(event) => this.#open(event.target.value)}>
            <option value="" ?selected=${!this.name}>Overview</option>
            ${this.others.map(({name, spec}) => html`<option value=${name} ?selected=${name === this.name}>${spec.title ?? name} · ${spec.owner}</option>`)}
          </select>`
        : nothing}
      ${this.saved.name ? html`<button class="quiet" @click=${this.#share}>${icon('link')}Copy link</button>` : nothing}
      <button @click=${this.#edit}>${icon('edit')}Edit</button>`;
  }

  #editing() {
    return html`
      <label class="inline">Layout
        <select name="layout" @change=${(event) => (this.draft = arranged(this.draft, event.target.value))}>
          ${Object.entries(LAYOUTS).map(([layout, word]) => html`<option value=${layout} ?selected=${layout === this.draft.layout}>${word}</option>`)}
        </select>
      </label>
      <button @click=${() => this.querySelector('tocsin-add-widget').open({})}>${icon('plus')}Add widget</button>
      <button @click=${() => (this.draft = {...this.draft, ...DEFAULT, title: this.draft.title})}>Defaults</button>
      <button class="quiet" @click=${() => (this.draft = null)}>Discard</button>
      <button class="primary save" @click=${this.#save}>Save</button>`;
  }

  #edit() {
    if (!this.saved) {
      return;
    }
    const {spec} = this.saved;
    this.told = null;
    this.draft = {title: spec.title, layout: spec.layout ?? 'grid', widgets: spec.widgets.map((widget) => ({x: 0, y: 0, ...widget}))};
  }

  #save() {
    const {name, version, spec} = this.saved;
    const own = spec.owner === user.current() && name;
    this.querySelector('tocsin-save-dashboard').open({draft: this.draft, name: own ? name : null, version: own ? version : 0, first: !this.name});
  }

  #stored(definition) {
    this.saved = definition;
    this.draft = null;
    this.told = 'Saved';
    this.others = [...this.others.filter(({name}) => name !== definition.name), definition];
    if (this.name ? this.name !== definition.name : definition.name !== ownName()) {
      this.#shown = definition.name;
      this.#open(definition.name);
    }
  }

  #open(name) {
    address.go(name ? 'dashboards' : 'overview', name || null);
  }

  async #share() {
    const link = location.href.split('#')[0] + address.to('dashboards', this.saved.name);
    try {
      await navigator.clipboard.writeText(link);
      this.told = 'Link copied';
    } catch {
      this.told = link;
    }
  }
}

customElements.define('tocsin-overview', Overview);
