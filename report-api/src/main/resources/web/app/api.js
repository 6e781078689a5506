/** Requests to the report API. Every failure is an `ApiError` with a sentence for people. */

const BASE = '/api/v1';
const TIMEOUT_MS = 8000;

/** A request that did not succeed; `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
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
    throw new ApiError(0, 'The report API does not answer');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    const sentence = problem.detail ?? problem.title ?? `The report API answered ${response.status}`;
    throw new ApiError(response.status, sentence);
  }
  return response.json();
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/** The first screen in one answer. */
export const overview = () => request('/overview');

/** All objectives with their specification and current verdicts. */
export const objectives = () => request('/objectives');

/** Requests since `from`: count, errors, latency, and the same by service. */
export const telemetry = (from) => request(`/reports/telemetry${query({from})}`);

/** The incident report of all time. */
export const incidents = () => request('/reports/incidents');

/** Risk scores since `from` (epoch milliseconds), newest first. */
export const scores = (from) => request(`/scores${query({from, limit: 5000})}`);

/** Asks for an alert to be acknowledged; `until` is epoch milliseconds or undefined. */
export function acknowledge(fingerprint, {actor, reason, until}) {
  return request(`/alerts/${encodeURIComponent(fingerprint)}/acknowledge`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({actor, reason: reason || undefined, until}),
  });
}

/** The address of the live events. */
export const EVENTS = `${BASE}/events`;
