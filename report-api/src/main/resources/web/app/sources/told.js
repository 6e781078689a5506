/** Who was told of what: the pages that receivers have, or should have had. */
import {UNKNOWN} from '../format.js';

/** The labels that made the group, without their names: `RULE_006, database`. */
const groupOf = (key) => [...String(key).split('@')[0].matchAll(/="([^"]*)"/g)].map(([, value]) => value).join(', ') || 'everything';

export const toldSources = {
  pages: {
    title: 'Pages',
    forms: ['table'],
    ask: ({from, to}) => ['/notifications', {decision: 'delivered', from, to: to === 'now' ? undefined : to, limit: 50}],
    shape: (state, {items}) =>
      items.length
        ? {
            head: [{name: 'Told', unit: 'moment'}, {name: 'Receiver'}, {name: 'Of what', unit: 'text'}, {name: 'Alert is', unit: 'text'}, {name: 'Level', unit: 'count'}, {name: 'By', unit: 'text'}],
            body: items.map(({at, receiver, channel, level, alertStatus, groupKey, fingerprint}) => ({
              cells: [at, receiver, groupOf(groupKey), alertStatus?.toLowerCase(), level, channel ?? UNKNOWN],
              to: fingerprint ? {page: 'alerts', name: fingerprint} : undefined,
            })),
          }
        : {empty: 'Nobody was told of anything in this range.', calm: true},
  },
};
