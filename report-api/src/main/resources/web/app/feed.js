/** Keeps the state up to date: live events at once, whole answers at intervals and after a gap. */
import * as api from './api.js';
import {Live} from './live.js';
import {onPresence} from './presence.js';
import {NOTHING, withOverview, withRecord} from './state.js';

const REFRESH_MS = 10_000;
/** After an event whose figures only the server can count, and after any other. */
const COUNTED_MS = 300;
const SHOWN_MS = 2000;
/** Events come in bursts: what they change is drawn together. */
const DRAWN_MS = 1000;
/** `gap` says that events were lost: only whole answers tell what they said. */
const EVENT_NAMES = ['verdict', 'alert', 'score', 'incident', 'violation', 'page', 'gap'];

class Feed {
  state = NOTHING;
  #listeners = new Set();
  #refreshers = new Set();
  #live;
  #timer;
  #drawing;
  #resync = {timer: undefined, due: Infinity};
  #asking = false;
  #again = false;

  constructor() {
    onPresence((seen) => !this.state.paused && (seen ? this.start() : this.#rest()));
  }

  start() {
    this.#set({paused: false});
    if (document.hidden) {
      return; // it begins when it is seen
    }
    this.#live = new Live(
      api.EVENTS,
      EVENT_NAMES,
      (name, record) => this.#receive(name, record),
      (connection) => this.#connection(connection),
    );
    this.#live.open();
    this.#timer = setInterval(() => this.refresh(), REFRESH_MS);
    this.refresh();
  }

  /** Stops all that changes by itself: what is shown stays. */
  pause() {
    this.#rest();
    this.#set({paused: true, connection: 'paused'});
  }

  #rest() {
    this.#live?.close();
    clearInterval(this.#timer);
    clearTimeout(this.#resync.timer);
    this.#resync = {timer: undefined, due: Infinity};
  }

  /** Pauses, or goes on. */
  toggle() {
    if (this.state.paused) {
      this.#set({connection: 'connecting'});
      this.start();
    } else {
      this.pause();
    }
  }

  /** Calls back after each change of the state; returns what ends that. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back when answers should be asked for again; returns what ends that. */
  onRefresh(listener) {
    this.#refreshers.add(listener);
    return () => this.#refreshers.delete(listener);
  }

  /** Asks for everything again once what was just done can show. */
  refreshSoon() {
    this.#refreshWithin(COUNTED_MS);
    setTimeout(() => this.refresh(), SHOWN_MS);
  }

  /** Asks for everything again. */
  refresh() {
    this.#refreshers.forEach((refresher) => refresher());
    return this.#ask();
  }

  /** Asks for the state; once more afterwards when it is asking already. */
  async #ask() {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      const [overview, objectives] = await Promise.all([api.fresh('/overview'), api.get('/objectives')]);
      this.#set({...withOverview(this.state, overview), objectives: objectives.items ?? []});
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
      this.#set({problem: error.message});
    } finally {
      this.#asking = false;
      if (this.#again) {
        this.#again = false;
        this.#ask();
      }
    }
  }

  #connection(connection) {
    const gap = connection === 'live' && this.state.connection === 'reconnecting';
    if (connection !== this.state.connection) {
      this.#set({connection});
    }
    if (gap) {
      this.refresh();
    }
  }

  #receive(name, record) {
    this.state = withRecord(this.state, name, record);
    this.#drawing ??= setTimeout(() => this.#set({}), DRAWN_MS);
    this.#refreshWithin(['incident', 'violation', 'page', 'gap'].includes(name) ? COUNTED_MS : SHOWN_MS);
  }

  #refreshWithin(milliseconds) {
    const due = Date.now() + milliseconds;
    if (due >= this.#resync.due) {
      return;
    }
    clearTimeout(this.#resync.timer);
    this.#resync = {
      due,
      timer: setTimeout(() => {
        this.#resync = {timer: undefined, due: Infinity};
        this.refresh();
      }, milliseconds),
    };
  }

  #set(change) {
    this.state = {...this.state, ...change};
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#listeners.forEach((listener) => listener());
  }
}

/** The one feed of the page. */
export const feed = new Feed();
