import {html, nothing} from 'lit';
import * as address from '../address.js';
import * as api from '../api.js';
import {PlainElement} from '../components/element.js';
import {icon} from '../components/icons.js';
import {emptyState, loading, pageLink, panel, trouble} from '../components/parts.js';
import {Follower} from '../follow.js';
import {Loader} from '../loader.js';
import {feed} from '../feed.js';
import * as user from '../user.js';

const CHECK_MS = 350;
const NEW = 'new';
const EMPTY = {
  kind: 'objective',
  name: 'NEW_OBJECTIVE',
  spec: {title: '', service: 'api-gateway', indicator: {type: 'latency', bound: 200}, target: 0.99, measurement: '1m', evaluation: '1h'},
};

/** Everything that is declared, and an editor that says while typing what is wrong. */
class Definitions extends PlainElement {
  static properties = {
    name: {attribute: false},
    kind: {state: true},
    word: {state: true},
    text: {state: true},
    findings: {state: true},
    told: {state: true},
    trial: {state: true},
  };

  #feed = new Follower(this);
  #list = new Loader(this, (all, signal) => api.fresh('/definitions', {}, signal));
  #shown;
  #base = null;
  #timer;

  constructor() {
    super();
    this.kind = '';
    this.word = '';
    this.findings = null;
  }

  willUpdate() {
    this.#list.want('all');
    const items = this.#list.answer?.items;
    if (this.#shown !== this.name && (items || !this.name || this.name === NEW)) {
      this.#shown = this.name;
      this.#open(items);
    }
  }

  #open(items) {
    const [kind, ...rest] = (this.name ?? '').split('/');
    const found = items?.find((each) => each.kind === kind && each.name === rest.join('/'));
    this.#base = found ?? null;
    const shown = this.name === NEW ? EMPTY : found && {kind: found.kind, name: found.name, ...(found.effectiveFrom ? {effectiveFrom: found.effectiveFrom} : {}), spec: found.spec};
    this.text = shown ? JSON.stringify(shown, null, 2) : null;
    this.told = null;
    this.trial = null;
    this.findings = null;
    if (shown) {
      this.#check();
    }
  }

  render() {
    return html`
      <div class="page-head">
        <h1>Definitions</h1><span class="note">as code: <code>./tocsin export</code> and <code>./tocsin apply -f FILE</code></span>
        <div class="aside">${pageLink({page: 'definitions', name: NEW}, html`${icon('plus')}New`, 'button')}</div>
      </div>
      <div class="columns two editor-columns">
        ${panel('definitions', 'Declared', this.#declared(), this.#filters())}
        ${panel('editor', this.name === NEW ? 'New definition' : this.#base ? `${this.#base.kind} ${this.#base.name}` : 'Definition', this.#editor(), this.#base ? html`<span class="note">version ${this.#base.version}</span>` : nothing)}
      </div>`;
  }

  #filters() {
    const kinds = [...new Set((this.#list.answer?.items ?? []).map(({kind}) => kind))];
    return html`
      <select name="kind" aria-label="Kind" @change=${(event) => (this.kind = event.target.value)}>
        <option value="">Every kind</option>
        ${kinds.map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${kind}</option>`)}
      </select>
      <input type="search" placeholder="Name or title" aria-label="Show only definitions with this word" .value=${this.word} @input=${(event) => (this.word = event.target.value)} />`;
  }

  #declared() {
    const {answer, problem} = this.#list;
    if (!answer) {
      return problem ? trouble(problem) : loading();
    }
    if (!answer.items.length) {
      return emptyState('Nothing is declared yet. The defaults are loaded by', './tocsin up');
    }
    const word = this.word.toLowerCase().trim();
    const shown = answer.items.filter(({kind, name, spec}) => (!this.kind || kind === this.kind) && `${name} ${spec.title ?? ''}`.toLowerCase().includes(word));
    return html`
      <div class="scroll tall" role="group" aria-labelledby="definitions-title" tabindex="0">
        <ul class="definitions">
          ${shown.map(({kind, name, spec, version}) => html`
            <li class=${this.name === `${kind}/${name}` ? 'chosen' : ''}>
              ${pageLink({page: 'definitions', name: `${kind}/${name}`}, html`<b>${name}</b>`)}
              <span class="note">${spec.title ? `${kind} · ${spec.title}` : kind}</span><span class="note version">v${version}</span>
            </li>`)}
        </ul>
        ${shown.length ? nothing : emptyState('No definition fits this filter.')}
      </div>`;
  }

  #editor() {
    if (this.text == null) {
      return this.name && this.name !== NEW && this.#list.answer ? emptyState(`There is no ${this.name}.`) : emptyState('Choose a definition to read or change it.');
    }
    const wrong = this.findings === null || this.findings.length > 0;
    const objective = this.#parsed()?.kind === 'objective';
    return html`
      <form class="editor" @submit=${(event) => event.preventDefault()}>
        <label class="hidden" for="text">Definition as JSON</label>
        <textarea id="text" spellcheck="false" autocomplete="off" .value=${this.text} aria-describedby="findings" @input=${this.#typed}></textarea>
        <div id="findings" role="status" class="findings">${this.#verdict()}</div>
        ${this.trial ? html`<p class="note pad" data-trial>${this.trial}</p>` : nothing}
        <div class="buttons">
          ${this.told ? html`<span class="note">${this.told}</span>` : nothing}
          ${this.#base ? html`<button type="button" class="quiet" @click=${this.#withdraw}>Withdraw</button>` : nothing}
          ${objective ? html`<button type="button" ?disabled=${wrong} @click=${this.#try}>What if</button>` : nothing}
          <button type="button" class="primary" ?disabled=${wrong} @click=${this.#declare}>${this.#base ? 'Change' : 'Declare'}</button>
        </div>
      </form>`;
  }

  #verdict() {
    if (this.findings === null) {
      return html`<p class="note">Checking…</p>`;
    }
    return this.findings.length
      ? html`<ul>${this.findings.map(({field, reason}) => html`<li>${icon('violated')}<span><code>${field || 'definition'}</code> ${reason}</span></li>`)}</ul>`
      : html`<p class="good">${icon('met')}It may be declared.</p>`;
  }

  #typed(event) {
    this.text = event.target.value;
    this.told = null;
    this.trial = null;
    this.findings = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), CHECK_MS);
  }

  #parsed() {
    try {
      return JSON.parse(this.text);
    } catch {
      return null;
    }
  }

  async #check() {
    const {text} = this;
    const parsed = this.#parsed();
    if (parsed === null) {
      this.findings = [{field: '', reason: 'must be JSON: {"kind": …, "name": …, "spec": {…}}'}];
      return;
    }
    const problems = await this.#asking(async () => (await api.post('/definitions/check', parsed)).problems);
    if (problems && text === this.text) {
      this.findings = problems;
    }
  }

  /** What the objective would have said of the last hours. */
  async #try() {
    const answer = await this.#asking(() => api.post('/what-if?verdicts=0', {definition: this.#parsed(), from: 'now-6h', to: 'now'}));
    if (answer) {
      const counts = answer.services.map(({service, counts: each, violations = []}) =>
        `${service}: ${Object.entries(each).map(([status, count]) => `${count} ${status.toLowerCase().replace('_', ' ')}`).join(', ') || 'nothing judged'}, ${violations.length} violations`);
      this.trial = `In the last 6 hours it would have judged ${counts.length ? counts.join('; ') : 'no service: none has data'}.`;
    }
  }

  async #declare() {
    const definition = {...this.#parsed(), version: this.#base?.version ?? 0};
    const stored = await this.#asking(() => api.declare(definition, user.current()));
    if (stored) {
      await this.#list.reload();
      this.#base = stored;
      this.told = `Declared as version ${stored.version}`;
      feed.refresh();
      this.#shown = `${stored.kind}/${stored.name}`;
      address.go('definitions', this.#shown);
    }
  }

  async #withdraw() {
    const {kind, name} = this.#base;
    if (!confirm(`Withdraw ${kind} ${name}? What it judged stays.`)) {
      return;
    }
    const done = await this.#asking(async () => {
      await api.withdraw(kind, name, user.current());
      return true;
    });
    if (done) {
      await this.#list.reload();
      address.go('definitions');
    }
  }

  async #asking(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
      this.findings = [{field: error.field ?? '', reason: error.message}];
      return null;
    }
  }
}

customElements.define('tocsin-definitions', Definitions);
