/** Answers of the API for an element: asked when what is wanted changes, and again while the page is live. */
import {ApiError} from './api.js';
import {feed} from './feed.js';

/**
 * A Lit controller. `answer` is null until the first one; a failure keeps the last answer and is in
 * `problem`.
 */
export class Loader {
  answer = null;
  /** When the answer was asked for. */
  at = 0;
  problem = null;
  #host;
  #load;
  #key;
  #asked = 0;
  #leave;

  /** @param load makes the promise of an answer of what is wanted */
  constructor(host, load) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {
    this.#leave = feed.onRefresh(() => this.reload());
  }

  hostDisconnected() {
    this.#leave?.();
    this.#key = undefined;
  }

  /** Says what is wanted; `wanted` goes to `load`, null wants nothing. */
  want(wanted) {
    const key = wanted === null ? undefined : JSON.stringify(wanted);
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    this.answer = null;
    this.problem = null;
    this.reload();
  }

  /** Asks again. */
  async reload() {
    if (this.#key === undefined) {
      return;
    }
    const asked = ++this.#asked;
    const at = Date.now();
    try {
      const answer = await this.#load(JSON.parse(this.#key));
      if (asked === this.#asked) {
        this.answer = answer;
        this.at = at;
        this.problem = null;
      }
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      if (asked === this.#asked) {
        this.problem = error.message;
      }
    }
    this.#host.requestUpdate();
  }
}
