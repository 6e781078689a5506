/**
 * What the page knows, and how an answer or a live event changes it. Pure functions: state and input
 * in, new state out. `null` means not known yet, which is never drawn as zero.
 */

export const NOTHING = Object.freeze({
  connection: 'connecting',
  paused: false,
  problem: null,
  asOf: null,
  objectives: null,
  verdicts: null,
  alerts: null,
  risks: null,
  incidents: null,
});

const SEVERITIES = ['info', 'warning', 'critical', 'emergency'];

/** Rank of an alert's severity, higher is worse, 0 for unknown ones. */
export const severityRank = (severity) => SEVERITIES.indexOf(String(severity).toLowerCase()) + 1;

/** A whole answer of `/overview`: it replaces all that events have told so far. */
export function withOverview(state, overview) {
  return {
    ...state,
    problem: null,
    asOf: overview.asOf ?? state.asOf,
    verdicts: overview.verdicts ?? [],
    alerts: (overview.alerts ?? []).filter((alert) => alert.status !== 'RESOLVED'),
    risks: overview.risks ?? [],
    incidents: overview.incidents ?? null,
  };
}

/** One live record. An older one than what is shown changes nothing. */
export function withRecord(state, name, record) {
  if (record === null) {
    return state;
  }
  switch (name) {
    case 'verdict':
      return {...state, verdicts: placed(state.verdicts, record, sameSeries, newerVerdict)};
    case 'score':
      return {...state, risks: placed(state.risks, record, sameEntity, newerScore)};
    case 'alert':
      return {...state, alerts: withAlert(state.alerts, record)};
    default:
      return state; // incidents and violations change figures that only the server can count
  }
}

function withAlert(alerts, alert) {
  const others = (alerts ?? []).filter((known) => known.fingerprint !== alert.fingerprint);
  const before = (alerts ?? []).find((known) => known.fingerprint === alert.fingerprint);
  if (before && before.updatedAt > alert.updatedAt) {
    return alerts;
  }
  return alert.status === 'RESOLVED' ? others : [...others, {...before, ...alert}];
}

const sameSeries = (a, b) => a.objective === b.objective && a.service === b.service;
const sameEntity = (a, b) => a.entity === b.entity;
const newerScore = (a, b) => a.windowEnd >= b.windowEnd;
const newerVerdict = (a, b) =>
  a.periodEnd > b.periodEnd || (a.periodEnd === b.periodEnd && a.revision >= b.revision);

function placed(list, record, same, newer) {
  const known = list ?? [];
  const at = known.findIndex((each) => same(each, record));
  if (at < 0) {
    return [...known, record];
  }
  return newer(record, known[at]) ? known.with(at, record) : known;
}

const STATUS_ORDER = ['VIOLATED', 'INCONCLUSIVE', 'NO_DATA', 'MET'];

/**
 * The rows of the verdict table, worst first, then least budget first: each current verdict with its
 * objective's specification, and a row without figures for each objective that has no verdict yet.
 */
export function verdictRows(state) {
  const specs = new Map((state.objectives ?? []).map((each) => [each.name, each.spec]));
  const judged = new Set((state.verdicts ?? []).map((verdict) => verdict.objective));
  const rows = (state.verdicts ?? []).map((verdict) => ({...verdict, spec: specs.get(verdict.objective)}));
  for (const [name, spec] of specs) {
    if (!judged.has(name)) {
      rows.push({objective: name, service: spec?.service ?? '*', status: 'NO_DATA', target: spec?.target, spec});
    }
  }
  return rows.sort(
    (a, b) =>
      STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
      (a.budgetRemaining ?? Infinity) - (b.budgetRemaining ?? Infinity) ||
      `${a.objective}/${a.service}`.localeCompare(`${b.objective}/${b.service}`),
  );
}

/** How many rows have which status. */
export function statusCounts(rows) {
  const counts = {VIOLATED: 0, INCONCLUSIVE: 0, NO_DATA: 0, MET: 0};
  for (const row of rows) {
    counts[row.status] = (counts[row.status] ?? 0) + 1;
  }
  return counts;
}
