/** Devices: who there is, who is silent, and who is worst, over whole days of the range. */
import {zone} from '../range.js';

const ask = ({from, to}) => ['/reports/fleet', {from, to: to === 'now' ? undefined : to, zone: zone()}];

const NO_DEVICES = {empty: 'No device has been seen yet. Send requests with a device or an instance:', command: './tocsin replay FILE --as requests'};

/** Each state is a word beside its colour. */
const parts = ({active, silent, lost}) => [
  {name: 'Active', value: active, tone: 'good'},
  {name: 'Silent', value: silent, tone: 'warn'},
  {name: 'Lost', value: lost, tone: 'bad'},
];

const count = (key, title, note) => ({
  title, forms: ['metric'], ask,
  shape: (state, {all}) => ({figure: {value: all.devices ? all[key] : null, unit: 'count', note: all.devices ? note : 'no device has been seen yet'}}),
});

const groups = (by, title, what) => ({
  title, forms: ['table'], ask,
  shape: (state, answer) =>
    answer.all.devices
      ? {
          head: [
            {name: what}, {name: 'Devices', unit: 'count'}, {name: 'Active', unit: 'count'}, {name: 'Silent', unit: 'count'}, {name: 'Lost', unit: 'count'},
            {name: 'Requests', unit: 'count'}, {name: 'Error rate', unit: 'errors', bar: Math.max(0.01, ...answer[by].map((each) => each.errorRate ?? 0))}, {name: 'Mean', unit: 'latency'},
          ],
          body: answer[by].map((each) => ({cells: [each.key, each.devices, each.active, each.silent, each.lost, each.count, each.errorRate, each.meanLatency]})),
        }
      : NO_DEVICES,
});

const worst = (list, title, none) => ({
  title, forms: ['table'], ask,
  shape: (state, answer) =>
    answer[list].length
      ? {
          head: [
            {name: 'Device'}, {name: 'Type', unit: 'text'}, {name: 'Region', unit: 'text'}, {name: 'State', unit: 'text'}, {name: 'Requests', unit: 'count'}, {name: 'Error rate', unit: 'errors'},
            {name: 'Mean', unit: 'latency'}, ...(list === 'slow' ? [{name: 'Of its type', unit: 'latency'}] : []),
          ],
          body: answer[list].map((each) => ({
            cells: [each.device, each.type || 'unknown', each.region || 'unknown', each.state, each.count, each.errorRate, each.meanLatency, ...(list === 'slow' ? [each.typesLatency] : [])],
          })),
        }
      : answer.all.devices ? (answer.slow.length ? {empty: none, calm: true} : FEW_REQUESTS) : NO_DEVICES,
});

/** Nothing to be calm about: nobody knows. */
const FEW_REQUESTS = {empty: 'No device has had 20 requests in this range; fewer say nothing about one.'};

export const fleetSources = {
  devices: count('devices', 'Devices', 'seen within 90 days'),
  'devices-active': count('active', 'Active devices', 'seen within 15 minutes'),
  'devices-silent': count('silent', 'Silent devices', 'not for 15 minutes, but within a day'),
  'devices-lost': count('lost', 'Lost devices', 'not seen for a day'),
  'devices-by-state': {
    title: 'Devices by state', forms: ['pie', 'bar', 'table'], ask,
    shape: (state, {all}) => (all.devices ? {what: 'State', measure: 'Devices', unit: 'count', items: parts(all)} : NO_DEVICES),
  },
  'devices-by-type': groups('byType', 'Devices by type', 'Type'),
  'devices-by-region': groups('byRegion', 'Devices by region', 'Region'),
  'devices-failing': worst('failing', 'Devices that fail most', 'No device with 20 requests or more failed in this range.'),
  'devices-slow': worst('slow', 'Slowest devices beside their type'),
};
