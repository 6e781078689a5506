/** Requests: how many, how many failed, how slow, in the chosen range. */
import * as format from '../format.js';
import {zone} from '../range.js';

const NO_REQUESTS = {empty: 'No requests in this range. Send some:', command: './tocsin replay FILE --as requests'};

const ask = ({from, to}) => ['/reports/telemetry', {from, to: to === 'now' ? undefined : to, zone: zone()}];

const errorTone = (rate) => (rate >= 0.05 ? 'bad' : rate >= 0.01 ? 'warn' : 'good');

const figureOf = (unit, value, tone = () => undefined, note = () => '') => (state, answer) => ({
  figure: answer.count
    ? {value: value(answer), unit, share: value(answer), tone: tone(value(answer)), note: note(answer)}
    : {value: null, unit, share: null, tone: 'none', note: 'no requests in this range'},
});

const barsOf = (measure, unit, value, tone = () => undefined) => (state, answer) =>
  answer.count
    ? {
        what: 'Service', measure, unit,
        items: answer.by.service.map((row) => ({name: row.key, value: value(row), tone: tone(value(row))})).sort((a, b) => b.value - a.value).slice(0, 12),
      }
    : NO_REQUESTS;

export const trafficSources = {
  requests: {title: 'Requests', forms: ['metric'], ask, shape: figureOf('count', (each) => each.count)},
  'error-rate': {
    title: 'Error rate', forms: ['metric', 'gauge'], ask,
    shape: figureOf('errors', (each) => each.errorRate, errorTone, (each) => `${each.errors.toLocaleString('en')} failed`),
  },
  'latency-p95': {title: 'P95 latency', forms: ['metric'], ask, shape: figureOf('latency', (each) => each.latency.p95)},
  'requests-by-service': {title: 'Requests by service', forms: ['bar', 'pie', 'table'], ask, shape: barsOf('Requests', 'count', (row) => row.count)},
  'errors-by-service': {title: 'Error rate by service', forms: ['bar', 'table'], ask, shape: barsOf('Error rate', 'errors', (row) => row.errorRate, errorTone)},
  'latency-by-service': {title: 'P95 latency by service', forms: ['bar', 'table'], ask, shape: barsOf('P95', 'latency', (row) => row.latency?.p95)},
  'requests-by-region': {
    title: 'Requests by region', forms: ['pie', 'bar', 'table'], ask,
    shape: (state, answer) =>
      answer.count
        ? {what: 'Region', measure: 'Requests', unit: 'count', items: answer.by.region.map((row) => ({name: row.key, value: row.count})).sort((a, b) => b.value - a.value)}
        : NO_REQUESTS,
  },
  'latency-distribution': {
    title: 'Latency distribution', forms: ['bar', 'table'], ask,
    shape(state, {count, distribution}) {
      const last = distribution.findLastIndex((bucket) => bucket.count);
      return count
        ? {what: 'Latency', measure: 'Requests', unit: 'count', items: distribution.slice(0, last + 1).map(({overMs, toMs, count: value}) => ({name: toMs == null ? `over ${format.latency(overMs)}` : `to ${format.latency(toMs)}`, value}))}
        : NO_REQUESTS;
    },
  },
  'service-performance': {
    title: 'Service performance',
    forms: ['table'],
    ask,
    shape(state, answer) {
      if (!answer.count) {
        return NO_REQUESTS;
      }
      const rows = [...answer.by.service].sort((a, b) => b.errorRate - a.errorRate);
      const cells = (name, {count, errorRate, latency}) => [name, count, errorRate, latency?.mean, latency?.p50, latency?.p95, latency?.p99];
      return {
        head: [
          {name: 'Service'}, {name: 'Requests', unit: 'count'}, {name: 'Error rate', unit: 'errors', bar: Math.max(0.01, ...rows.map((row) => row.errorRate))},
          {name: 'Mean', unit: 'latency'}, {name: 'P50', unit: 'latency'}, {name: 'P95', unit: 'latency'}, {name: 'P99', unit: 'latency'},
        ],
        body: rows.map((row) => ({cells: cells(row.key, row), tone: errorTone(row.errorRate)})),
        foot: cells('all services', answer),
      };
    },
  },
};
