/** Incidents that began in the range: how many, how often late, how long, and why. */
import * as format from '../format.js';
import {zone} from '../range.js';

const NO_INCIDENTS = {empty: 'No incidents in this range. Load the sample:', command: './tocsin replay --sample incidents'};

const ask = ({from, to}) => ['/reports/incidents', {from, to: to === 'now' ? undefined : to, zone: zone()}];

/** A mean never stands alone: the median, P95 and how many there were. */
const spread = ({median, p95, n, pending}) =>
  n ? [`median ${format.duration(median)}`, `P95 ${format.duration(p95)}`, `n = ${format.count(n)}`, ...(pending ? [`${format.count(pending)} pending`] : [])].map(format.unbroken).join(', ') : 'nothing to average';

const durationOf = (name) => (state, answer) => ({
  figure: {value: answer[name].n ? answer[name].mean : null, unit: 'seconds', note: spread(answer[name])},
});

const partsOf = (by, what) => (state, answer) =>
  answer.count
    ? {
        what, measure: 'Incidents', unit: 'count',
        items: answer.by[by].map((row) => ({name: row.key, value: row.count})).sort((a, b) => b.value - a.value).slice(0, 12),
      }
    : NO_INCIDENTS;

/** From the worst, each in the colour of how bad it is. */
const SEVERITIES = {critical: 'bad', high: 'warn', medium: 'good', moderate: 'good', low: 'none'};
const severityAt = (severity) => (severity in SEVERITIES ? Object.keys(SEVERITIES).indexOf(severity) : Infinity);
const bySeverity = (severityOf) => (a, b) => severityAt(severityOf(a)) - severityAt(severityOf(b)) || 0;

const severities = (state, answer) => {
  const shape = partsOf('severity', 'Severity')(state, answer);
  return shape.items ? {...shape, items: shape.items.map((item) => ({...item, tone: SEVERITIES[item.name]})).sort(bySeverity(({name}) => name))} : shape;
};

const WEEK_MS = 7 * 86_400_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS = Array.from({length: 24}, (_, hour) => String(hour).padStart(2, '0'));

const within = ({from, to}) =>
  to == null ? `over ${format.duration(from)}` : from === 0 ? `under ${format.duration(to)}` : `${format.duration(from)} to ${format.duration(to)}`;

export const incidentSources = {
  incidents: {
    title: 'Incidents', forms: ['metric'], ask,
    shape: (state, answer) => ({figure: {value: answer.count, unit: 'count', note: `${format.count(answer.count - answer.mttr.n - answer.mttr.invalid - answer.mttr.notApplicable)} not resolved yet`}}),
  },
  'open-incidents': {
    title: 'Open incidents', forms: ['metric'],
    shape: ({incidents}) => incidents && {figure: {value: incidents.open, unit: 'count', tone: incidents.open ? 'warn' : 'good', note: `of ${format.count(incidents.count)} ever`}},
  },
  'breach-rate': {
    title: 'Breach rate', forms: ['metric', 'gauge'], ask,
    shape: (state, {breachRate, breachRateInterval: interval, judged, breached}) => ({
      figure: {
        value: breachRate, unit: 'share', share: breachRate,
        note: judged ? `${format.count(breached)} of ${format.count(judged)}, 95% ${format.unbroken(`${format.share(interval.low)} to ${format.share(interval.high)}`)}` : 'none is judged yet',
      },
    }),
  },
  mttd: {title: 'Mean time to detect', forms: ['metric'], ask, shape: durationOf('mttd')},
  mtta: {title: 'Mean time to acknowledge', forms: ['metric'], ask, shape: durationOf('mtta')},
  mttr: {title: 'Mean time to resolve', forms: ['metric'], ask, shape: durationOf('mttr')},
  'incident-severity': {title: 'Incidents by severity', forms: ['bar', 'pie', 'table'], ask, shape: severities},
  'incident-causes': {title: 'Root causes', forms: ['bar', 'pie', 'table'], ask, shape: partsOf('rootCause', 'Root cause')},
  'incident-services': {title: 'Incidents by service', forms: ['bar', 'pie', 'table'], ask, shape: partsOf('service', 'Service')},
  'severity-breach': {
    title: 'Severity and breach', forms: ['heatmap', 'table'], ask,
    shape(state, {count, severityBreach}) {
      const sorted = [...severityBreach].sort(bySeverity(({severity}) => severity));
      return count
        ? {
            columns: ['Breached', 'Met', 'Undecided'], rows: sorted.map((row) => row.severity), unit: 'count', min: 0,
            cells: sorted.flatMap((row, at) => [[0, at, row.breached], [1, at, row.met], [2, at, row.undecided]]),
          }
        : NO_INCIDENTS;
    },
  },
  'resolution-times': {
    title: 'Time to resolve', forms: ['bar', 'table'], ask,
    shape(state, {count, histograms}) {
      const full = histograms.mttr;
      const last = full.findLastIndex((bucket) => bucket.count);
      return count ? {what: 'Within', measure: 'Incidents', unit: 'count', items: full.slice(0, last + 1).map((bucket) => ({name: within(bucket), value: bucket.count}))} : NO_INCIDENTS;
    },
  },
  'incident-rhythm': {
    title: 'Incidents by weekday and hour', forms: ['heatmap', 'table'], ask,
    shape: (state, {rhythm}) =>
      rhythm.length
        ? {
            columns: HOURS, rows: WEEKDAYS, unit: 'count', min: 0,
            cells: rhythm.map(({weekday, hour, count}) => [hour, weekday - 1, count]),
          }
        : NO_INCIDENTS,
  },
  'incident-weeks': {
    title: 'Incidents by week', forms: ['line', 'table'], ask,
    shape(state, {weeks}, {from, to}) {
      if (!weeks.length) {
        return NO_INCIDENTS;
      }
      // A week that lasts yet would look like a fall.
      const last = weeks.at(-1);
      const lasts = Date.parse(last.start) + WEEK_MS > to;
      const whole = lasts && weeks.length > 1 ? weeks.slice(0, -1) : weeks;
      return {
        lines: [
          {name: 'Breached', data: whole.map(({start, figures}) => [Date.parse(start), figures.breached])},
          {name: 'All', data: whole.map(({start, figures}) => [Date.parse(start), figures.count])},
        ],
        unit: 'count', min: 0, from: Math.min(from, Date.parse(weeks[0].start)), to,
        facts: lasts ? [['This week so far', `${format.count(last.figures.count)}, ${format.count(last.figures.breached)} breached`]] : undefined,
      };
    },
  },
  'incident-pareto': {
    title: 'Root causes, the most frequent first', forms: ['table'], ask,
    shape: (state, {rootCauses}) =>
      rootCauses.length
        ? {
            head: [{name: 'Root cause'}, {name: 'Incidents', unit: 'count'}, {name: 'Share', unit: 'share'}, {name: 'Together', unit: 'share', bar: 1}, {name: 'Breached', unit: 'count'}],
            body: rootCauses.map((each) => ({cells: [each.rootCause, each.count, each.share, each.cumulative, each.breached]})),
          }
        : NO_INCIDENTS,
  },
  'incident-recurrence': {
    title: 'What comes back', forms: ['table'], ask,
    shape: (state, {recurrence}) =>
      recurrence.length
        ? {
            head: [{name: 'Root cause'}, {name: 'Service', unit: 'text'}, {name: 'Incidents', unit: 'count'}, {name: 'Median gap', unit: 'seconds'}, {name: 'Soon again', unit: 'count'}],
            body: recurrence.map((each) => ({cells: [each.rootCause, each.service, each.count, each.medianGapSeconds, each.soonAgain]})),
          }
        : NO_INCIDENTS,
  },
  'service-reliability': {
    title: 'Services that breach most', forms: ['table'], ask,
    shape(state, {count, by}) {
      if (!count) {
        return NO_INCIDENTS;
      }
      const rows = [...by.service].sort((a, b) => (b.breachRate ?? -1) - (a.breachRate ?? -1));
      return {
        head: [{name: 'Service'}, {name: 'Incidents', unit: 'count'}, {name: 'Breached', unit: 'count'}, {name: 'Rate', unit: 'share', bar: 1}, {name: 'MTTD', unit: 'seconds'}, {name: 'MTTR', unit: 'seconds'}],
        body: rows.map((row) => ({cells: [row.key, row.count, row.breached, row.breachRate, row.mttd.mean, row.mttr.mean]})),
      };
    },
  },
};
