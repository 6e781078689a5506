/** Requests to the report API. Every failure is an `ApiError` with a sentence for people. */

const BASE = '/api/v1';
const TIMEOUT_MS = 10_000;
const AWAY = 'The report API does not answer';
/** Several widgets that ask the same within this time share one answer. */
const SHARED_MS = 1500;

/** A request that did not succeed; `status` is 0 when there was no answer at all, `field` what was wrong. */
export class ApiError extends Error {
  constructor(status, message, field = null) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

async function request(path, {signal, ...options} = {}) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response;
  try {
    response = await fetch(BASE + path, {
      ...options,
      headers: {Accept: 'application/json', ...options.headers},
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch {
    throw new ApiError(0, AWAY);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    const sentence = problem.detail ?? problem.title ?? `The report API answered ${response.status}`;
    throw new ApiError(response.status, sentence, problem.field ?? null);
  }
  if (response.status === 204) {
    return null;
  }
  try {
    return await response.json();
  } catch {
    throw new ApiError(0, AWAY); // it broke off in the middle
  }
}

/** A path with those parameters that are given. */
export function path(base, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  return given.length ? `${base}?${new URLSearchParams(given)}` : base;
}

/** Ends the questions of a page that is left; what it sent goes on. */
let leave = new AbortController();
addEventListener('pagehide', () => {
  leave.abort();
  leave = new AbortController();
});

/** The answer to a GET, asked now, until the signal aborts. */
export const fresh = (base, parameters, signal) =>
  request(path(base, parameters), {signal: signal ? AbortSignal.any([signal, leave.signal]) : leave.signal});

/** What is asked for, or just was, by its address, with how many still want it. */
const shared = new Map();

class Shared {
  wanted = 0;
  #address;
  #unwanted = new AbortController();

  constructor(address) {
    this.#address = address;
    this.answer = fresh(address, {}, this.#unwanted.signal);
    this.answer.catch(() => {}); // whoever wants it hears of a failure
    shared.set(address, this);
    setTimeout(() => this.#forget(), SHARED_MS);
  }

  leave() {
    if (--this.wanted === 0) {
      this.#forget();
      this.#unwanted.abort();
    }
  }

  #forget() {
    if (shared.get(this.#address) === this) {
      shared.delete(this.#address);
    }
  }
}

/**
 * The answer to a GET; those who ask the same at about the same time get the same one. When all of
 * their signals have aborted, the request ends and its connection is free for what is wanted now.
 */
export function get(base, parameters, signal) {
  const address = path(base, parameters);
  const one = shared.get(address) ?? new Shared(address);
  one.wanted++;
  signal?.addEventListener('abort', () => one.leave(), {once: true});
  return one.answer;
}

function send(method, address, body, actor) {
  return request(address, {
    method,
    headers: {'Content-Type': 'application/json', ...(actor ? {'X-Actor': actor} : {})},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Posts a body. */
export const post = (address, body, actor) => send('POST', address, body, actor);

const definition = (kind, name) => `/definitions/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;

/** Declares or changes a definition; the answer is how it stands then. */
export const declare = ({kind, name, ...rest}, actor) => send('PUT', definition(kind, name), rest, actor);

/** Withdraws a definition. */
export const withdraw = (kind, name, actor) => send('DELETE', definition(kind, name), undefined, actor);

/** One definition, or null when there is none. */
export async function declared(kind, name) {
  try {
    return await request(definition(kind, name));
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** Asks for an alert to be acknowledged; `until` is epoch milliseconds or undefined. */
export const acknowledge = (fingerprint, {actor, reason, until}) =>
  post(`/alerts/${encodeURIComponent(fingerprint)}/acknowledge`, {actor, reason: reason || undefined, until});

/** The address that a browser opens or downloads. */
export const link = (base, parameters) => BASE + path(base, parameters);

/** The address of the live events. */
export const EVENTS = `${BASE}/events`;
