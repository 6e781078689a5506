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

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, {
      ...options,
      headers: {Accept: 'application/json', ...options.headers},
      signal: AbortSignal.timeout(TIMEOUT_MS),
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

const pending = new Map();

/** The answer to a GET; those who ask the same at about the same time get the same one. */
export function get(base, parameters) {
  const address = path(base, parameters);
  if (!pending.has(address)) {
    pending.set(address, request(address));
    setTimeout(() => pending.delete(address), SHARED_MS);
  }
  return pending.get(address);
}

/** The answer to a GET, asked now. */
export const fresh = (base, parameters) => request(path(base, parameters));

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
