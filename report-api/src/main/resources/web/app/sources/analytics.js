/** What can be said of one figure of one service: where it goes, how it repeats itself, what goes with it. */
import * as format from '../format.js';
import {zone} from '../range.js';

/** The figures that are stored hour by hour: what each is called, and its unit. */
export const FIGURES = {
  requests: {word: 'Requests an hour', unit: 'count'},
  errorRate: {word: 'Error rate', unit: 'errors'},
  availability: {word: 'Availability', unit: 'ratio'},
  meanLatency: {word: 'Mean latency', unit: 'latency'},
  risk: {word: 'Risk', unit: 'risk'},
};

const METRIC = 'metric:';

/** What a series is called, and its unit; metrics have none that is known. */
export const figureOf = (series) => FIGURES[series] ?? {word: series.slice(METRIC.length), unit: 'figure'};

/** Whether it is a series' name. */
export const isSeries = (series) => series in FIGURES || Boolean(series?.startsWith(METRIC));

const FEW = './tocsin replay FILE --as requests';
const HISTORY_MS = 10 * 86_400_000;
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const asked = ({from, to}, {service, series}) => ({service, series, from, to: to === 'now' ? undefined : to, zone: zone()});

const unitOf = ({about}) => figureOf(about.filters.series).unit;

/** A difference in the figure's own unit: shares as points of a percent, risks as points. */
export const difference = (unit, value) => (value == null ? null : format.inUnit({ratio: 'errors', errors: 'errors', latency: 'latency'}[unit] ?? 'figure', value));

const rise = (unit, value) => (value == null ? null : `${value > 0 ? '+' : ''}${difference(unit, value)}`);

const share = (value) => (value == null ? null : format.percent(value, 0));

/** A share with its sign, as changes have. */
export const change = (value) => (value == null ? null : `${value > 0 ? '+' : ''}${format.share(value, 0)}`);

const trend = {
  title: 'Trend',
  forms: ['line'],
  needs: 'series',
  ask: (texts, form, about) => ['/analytics/trend', asked(texts, about)],
  shape(state, answer) {
    if (answer.refused) {
      return {empty: `No trend: ${answer.refused}. Load more of the past:`, command: FEW};
    }
    const unit = unitOf(answer);
    const {points, perDay, perDayInterval} = answer;
    return {
      unit,
      from: points[0].at,
      to: points.at(-1).at,
      lines: [
        {name: 'Mean of 24 hours', data: upToLast(points.map(({at, average}) => [at, average]))},
        {name: 'Straight line', data: points.map(({at, curve}) => [at, curve])},
        {name: 'Hour by hour', faint: true, data: points.map(({at, value}) => [at, value])},
      ],
      facts: [
        ['A day', `${rise(unit, perDay)}${perDayInterval == null ? '' : ` ± ${difference(unit, perDayInterval)}`}`],
        ['Over the range', change(answer.change)],
        ['Explained', share(answer.explained)],
      ],
    };
  },
};

const forecast = {
  title: 'Next seven days',
  forms: ['line'],
  needs: 'series',
  ask: (texts, form, about) => [['/analytics/forecast', asked(texts, about)], ['/analytics/trend', asked(texts, about)]],
  shape(state, [ahead, {points: past}]) {
    if (ahead.refused) {
      return {empty: `No forecast: ${ahead.refused}. Load more of the past:`, command: FEW};
    }
    const unit = unitOf(ahead);
    const {points} = ahead;
    const known = past.filter(({at}) => at > points[0].at - HISTORY_MS).map(({at, value}) => [at, value]);
    return {
      unit,
      from: known[0]?.[0] ?? points[0].at,
      to: points.at(-1).at,
      lines: [
        {name: 'So far', data: known},
        {name: 'Expected', data: points.map(({at, value}) => [at, value])},
      ],
      band: {name: '95% interval', data: points.map(({at, lower, upper}) => [at, lower, upper])},
      facts: [
        ['Method', words(ahead.method)],
        ['Coverage when tested', share(ahead.coverage)],
        ['Tested from', `${ahead.origins} days of the past`],
        ['Against a season ago', ahead.verdict.replace(ahead.method, words(ahead.method))],
      ],
    };
  },
};

/** By how much each hour or weekday is over or under what is around it. */
const season = (title, what, key, strength, names) => ({
  title,
  forms: ['column', 'table'],
  needs: 'series',
  ask: (texts, form, about) => ['/analytics/seasonality', asked(texts, about)],
  shape(state, answer) {
    const values = answer[key];
    if (!values) {
      return {empty: `Four whole ${what === 'Hour' ? 'days' : 'weeks'} at least make this known. Load more of the past:`, command: FEW};
    }
    return {
      what, measure: 'Over or under', unit: unitOf(answer),
      items: values.map((value, at) => ({name: names(at), value})),
      facts: [['Strength', answer[strength] == null ? null : `${answer[strength].toFixed(2)} of 1`]],
    };
  },
});

const correlation = {
  title: 'What goes with it',
  forms: ['table'],
  needs: 'series',
  ask: (texts, form, about) =>
    Object.keys(FIGURES)
      .filter((other) => other !== about.series && (about.service || other !== 'risk'))
      .map((otherSeries) => ['/analytics/correlation', {...asked(texts, about), otherSeries}]),
  shape: (state, answers, range, form, {service, series}) => {
    const others = Object.keys(FIGURES).filter((other) => other !== series && (service || other !== 'risk'));
    return {
      head: [{name: 'Figure'}, {name: 'Correlation', unit: 'text'}, {name: 'When', unit: 'text'}, {name: 'Hours', unit: 'count'}, {name: 'Certain', unit: 'text'}],
      body: answers
        .map(({coefficient, lagHours, hours, significant}, at) => ({
          size: Math.abs(coefficient ?? 0),
          cells: [FIGURES[others[at]].word, coefficient?.toFixed(2).replace('-', '−') ?? 'no data', coefficient == null ? '' : when(lagHours), hours, coefficient == null ? '' : significant ? 'yes' : 'no'],
          to: {page: 'forecasts', name: service || 'all', params: {series: others[at]}},
        }))
        .sort((a, b) => b.size - a.size),
    };
  },
};

/** Without the end that is not known: the last mean has half a day behind it. */
const upToLast = (data) => data.slice(0, data.findLastIndex(([, value]) => value != null) + 1);

const when = (lag) => (lag === 0 ? 'in the same hour' : `${Math.abs(lag)} h ${lag > 0 ? 'later' : 'earlier'}`);

/** `seasonalNaive` in words. */
export const words = (name) => String(name).replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ').toLowerCase();

export const analyticsSources = {
  trend,
  forecast,
  'season-hours': season('By hour of the day', 'Hour', 'hours', 'hourStrength', (at) => `${String(at).padStart(2, '0')}:00`),
  'season-weekdays': season('By weekday', 'Weekday', 'weekdays', 'weekdayStrength', (at) => WEEKDAYS[at]),
  correlation,
};
