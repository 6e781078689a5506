/** Keeps the state up to date: live events at once, whole answers at intervals and after a gap. */
import * as api from './api.js';
import {Live} from './live.js';
import {NOTHING, withHistory, withOverview, withRecord} from './state.js';

const OVERVIEW_MS = 10_000;
/** After an event whose figures only the server can count, and after any other. */
const COUNTED_MS = 300;
const SHOWN_MS = 2000;
const TELEMETRY_MS = 5000;
const REPORT_MS = 30_000;
const OBJECTIVES_MS = 15_000;
const HISTORY_MS = 3_600_000;
const EVENT_NAMES = ['verdict', 'alert', 'score', 'incident', 'violation'];

export class Feed {
  state = NOTHING;
  #changed;
  #live;
  #timers = [];
  #resync = {timer: undefined, due: Infinity, report: false};
  #asked = 0;
  #answered = 0;

  /** @param changed called after each change of `state` */
  constructor(changed) {
    this.#changed = changed;
    this.#live = new Live(
      api.EVENTS,
      EVENT_NAMES,
      (name, record) => this.#receive(name, record),
      (connection) => this.#connection(connection),
    );
  }

  start() {
    this.#live.open();
    this.#every(OVERVIEW_MS, () => this.refresh());
    this.#every(TELEMETRY_MS, () => this.#telemetry());
    this.#every(REPORT_MS, () => this.#incidents());
    this.#every(OBJECTIVES_MS, () => this.#objectives());
  }

  stop() {
    this.#live.close();
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#resync.timer);
  }

  /** Shows the requests since this time, one of `WINDOWS`. */
  telemetrySince(from) {
    this.#set({...this.state, telemetryFrom: from, telemetry: null});
    this.#telemetry();
  }

  /** Asks for the whole first screen once what was just done can show. */
  refreshSoon() {
    this.#refreshWithin(COUNTED_MS);
    setTimeout(() => this.refresh(), SHOWN_MS);
  }

  /** Asks for the whole first screen again. */
  async refresh() {
    const asked = ++this.#asked;
    try {
      const answer = await api.overview();
      if (asked < this.#answered) {
        return; // a later one overtook it
      }
      this.#answered = asked;
      const first = this.state.risks === null;
      this.#set(withOverview(this.state, answer));
      if (first) {
        await this.#history();
      }
    } catch (error) {
      this.#set({...this.state, problem: error.message});
    }
  }

  #connection(connection) {
    const gap = connection === 'live' && this.state.connection === 'reconnecting';
    if (connection !== this.state.connection) {
      this.#set({...this.state, connection, connectionSince: Date.now()});
    }
    if (gap) {
      this.refresh();
      this.#history();
    }
  }

  #receive(name, record) {
    this.#set(withRecord(this.state, name, record));
    this.#resync.report ||= name === 'incident';
    this.#refreshWithin(name === 'incident' || name === 'violation' ? COUNTED_MS : SHOWN_MS);
  }

  #refreshWithin(milliseconds) {
    const due = Date.now() + milliseconds;
    if (due >= this.#resync.due) {
      return;
    }
    clearTimeout(this.#resync.timer);
    this.#resync.due = due;
    this.#resync.timer = setTimeout(() => {
      const {report} = this.#resync;
      this.#resync = {timer: undefined, due: Infinity, report: false};
      this.refresh();
      if (report) {
        this.#incidents();
      }
    }, milliseconds);
  }

  async #history() {
    const newest = Math.max(0, ...(this.state.risks ?? []).map((score) => score.windowEnd));
    if (newest > 0) {
      await this.#quietly(async () => {
        const answer = await api.scores(newest - HISTORY_MS);
        this.#set(withHistory(this.state, answer.items ?? []));
      });
    }
  }

  #telemetry() {
    const from = this.state.telemetryFrom;
    return this.#quietly(async () => {
      // A range may be too large to answer: then the reason stands in the figures' place.
      const telemetry = await api.telemetry(from).catch((error) => {
        if (error.status >= 400 && error.status < 500) {
          return {problem: error.message};
        }
        throw error;
      });
      if (from === this.state.telemetryFrom) {
        this.#set({...this.state, telemetry});
      }
    });
  }

  #incidents() {
    return this.#quietly(async () => {
      const incidentReport = await api.incidents();
      this.#set({...this.state, incidentReport});
    });
  }

  #objectives() {
    return this.#quietly(async () => {
      const objectives = (await api.objectives()).items ?? [];
      this.#set({...this.state, objectives});
    });
  }

  /** A part that fails keeps its last figures; the overview says whether the API answers at all. */
  async #quietly(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
    }
  }

  #every(milliseconds, work) {
    work();
    this.#timers.push(setInterval(work, milliseconds));
  }

  #set(state) {
    this.state = state;
    this.#changed();
  }
}
