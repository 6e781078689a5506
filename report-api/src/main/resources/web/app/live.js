/**
 * Server-sent events with a state that people can see. A browser reconnects by itself after a lost
 * connection, but gives up for good after an HTTP error; then this opens a new one, ever more slowly.
 */

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15000;

export class Live {
  #url;
  #onEvent;
  #onState;
  #source;
  #retry = FIRST_RETRY_MS;
  #closed = false;

  /**
   * @param url the address of the events
   * @param names the event names to listen to
   * @param onEvent called with an event's name and its record, null when it cannot be read
   * @param onState called with `connecting`, `live` or `reconnecting`
   */
  constructor(url, names, onEvent, onState) {
    this.#url = url;
    this.names = names;
    this.#onEvent = onEvent;
    this.#onState = onState;
  }

  open() {
    if (this.#closed) {
      return;
    }
    const source = new EventSource(this.#url);
    this.#source = source;
    source.onopen = () => {
      this.#retry = FIRST_RETRY_MS;
      this.#onState('live');
    };
    source.onerror = () => {
      this.#onState('reconnecting');
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => this.open(), this.#retry);
        this.#retry = Math.min(this.#retry * 2, LAST_RETRY_MS);
      }
    };
    for (const name of this.names) {
      source.addEventListener(name, (event) => this.#receive(name, event.data));
    }
  }

  close() {
    this.#closed = true;
    this.#source?.close();
  }

  #receive(name, data) {
    let record;
    try {
      record = JSON.parse(data);
    } catch {
      record = null; // the next overview has what this event would have said
    }
    this.#onEvent(name, record);
  }
}
