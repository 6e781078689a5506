/** Answers of the API for an element: asked when what is wanted changes, and again while the page is live. */
import {ApiError} from './api.js';
import {feed} from './feed.js';

/**
 * A Lit controller. `answer` is null until the first one; a failure keeps the last answer and is in
 * `problem`. One request at a time: what is not wanted any more, because something else is or the
 * element has gone, is aborted, and a slow answer is waited for instead of asked for twice.
 */
export class Loader {
  answer = null;
  /** What is wanted; null is nothing. */
  wanted = null;
  /** When the answer was asked for. */
  at = 0;
  problem = null;
  #host;
  #load;
  #key;
  /** Ends the request that is under way; undefined when there is none. */
  #asking;
  #again = false;
  #leave;

  /** @param load makes the promise of an answer of what is wanted, until its signal aborts */
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
    this.#abort();
    this.#key = undefined;
  }

  /** Says what is wanted; `wanted` goes to `load`, null wants nothing. */
  want(wanted) {
    const key = wanted === null ? undefined : JSON.stringify(wanted);
    if (key === this.#key) {
      return;
    }
    this.#abort();
    this.#key = key;
    this.wanted = wanted;
    this.answer = null;
    this.problem = null;
    this.reload();
  }

  /** Asks again; once more afterwards when it is asking already. */
  async reload() {
    if (this.#key === undefined) {
      return;
    }
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    const at = Date.now();
    try {
      const answer = await this.#load(JSON.parse(this.#key), asking.signal);
      if (asking.signal.aborted) {
        return;
      }
      this.answer = answer;
      this.at = at;
      this.problem = null;
    } catch (error) {
      if (asking.signal.aborted) {
        return;
      }
      if (!(error instanceof ApiError)) {
        this.#abort();
        throw error;
      }
      this.problem = error.message;
    }
    this.#asking = undefined;
    this.#host.requestUpdate();
    if (this.#again) {
      this.#again = false;
      this.reload();
    }
  }

  #abort() {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#again = false;
  }
}
