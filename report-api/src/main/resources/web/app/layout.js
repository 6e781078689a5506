/**
 * Where the widgets of a dashboard are. Pure functions: lists in, new lists out. In a custom layout a
 * widget has its own place (`x`, `y`) and others give way; in all others the order decides.
 */

/** The layouts, and what they are called. */
export const LAYOUTS = {grid: 'Grid', one: 'One column', two: 'Two columns', three: 'Three columns', custom: 'Custom'};

const COLUMNS = {grid: 12, one: 1, two: 2, three: 3, custom: 12};
const TALLEST = 40;
const LEAST_WIDTH = 2;
const LEAST_HEIGHT = 2;

/** What everybody sees who has put nothing together. */
export const DEFAULT = {
  title: 'Overview',
  layout: 'grid',
  widgets: [
    {source: 'sla-status', form: 'metric', w: 4, h: 5},
    {source: 'sla-trends', form: 'line', w: 5, h: 5},
    {source: 'status-distribution', form: 'pie', w: 3, h: 5},
    {source: 'active-alerts', form: 'alerts', w: 5, h: 12},
    {source: 'service-performance', form: 'table', w: 7, h: 12},
  ],
};

/** How many columns the layout has. */
export const columns = (layout) => COLUMNS[layout];

/** Whether each widget has a place of its own. */
export const free = (layout) => layout === 'custom';

/** The place of each widget, in columns and rows from 0. */
export function places(layout, widgets) {
  if (free(layout)) {
    return widgets.map(({x = 0, y = 0, w, h}) => ({column: x, row: y, width: w, height: h}));
  }
  const bottoms = Array(columns(layout)).fill(0);
  return widgets.map(({w, h}) => {
    const width = layout === 'grid' ? w : 1;
    const starts = bottoms.slice(0, bottoms.length - width + 1).map((_, at) => Math.max(...bottoms.slice(at, at + width)));
    const row = Math.min(...starts);
    const column = starts.indexOf(row);
    bottoms.fill(row + h, column, column + width);
    return {column, row, width, height: h};
  });
}

/** The same dashboard in another layout; into a custom one everything goes where it is. */
export function arranged({layout, widgets, ...rest}, next) {
  if (free(next) === free(layout)) {
    return {...rest, layout: next, widgets};
  }
  if (!free(next)) {
    const order = [...widgets].sort((a, b) => a.y - b.y || a.x - b.x);
    return {...rest, layout: next, widgets: order};
  }
  const scale = 12 / columns(layout);
  const at = places(layout, widgets);
  return {
    ...rest,
    layout: next,
    widgets: widgets.map((widget, each) => ({...widget, x: at[each].column * scale, y: at[each].row, w: at[each].width * scale})),
  };
}

/** The widget at `from` goes to where the one at `to` was. */
export function reordered(widgets, from, to) {
  const next = widgets.toSpliced(from, 1);
  return next.toSpliced(Math.max(0, Math.min(next.length, to)), 0, widgets[from]);
}

/** A step with the arrow keys: one place in the order, or one cell. Returns the list and where it is in it. */
export function moved(layout, widgets, at, dx, dy) {
  if (free(layout)) {
    const {x = 0, y = 0, w} = widgets[at];
    return {widgets: put(widgets, at, {x: clamp(x + dx, 0, 12 - w), y: Math.max(0, y + dy)}), at};
  }
  const to = clamp(at + (dx || dy), 0, widgets.length - 1);
  return {widgets: reordered(widgets, at, to), at: to};
}

/** A widget's new size, in cells. */
export function resized(layout, widgets, at, w, h) {
  const most = free(layout) ? 12 - (widgets[at].x ?? 0) : 12;
  const width = layout === 'grid' || free(layout) ? clamp(w, LEAST_WIDTH, most) : widgets[at].w;
  return put(widgets, at, {w: width, h: clamp(h, LEAST_HEIGHT, TALLEST)}, layout);
}

/** Another place in a custom layout. */
export const put = (widgets, at, change, layout = 'custom') => {
  const next = widgets.with(at, {...widgets[at], ...change});
  return free(layout) ? settled(next, at) : next;
};

/** The first keeps its place; whatever it covers moves down. */
function settled(widgets, first) {
  const order = widgets.map((_, at) => at).filter((at) => at !== first).sort((a, b) => widgets[a].y - widgets[b].y || widgets[a].x - widgets[b].x);
  const next = [...widgets];
  const done = [first];
  for (const at of order) {
    let covering;
    while ((covering = done.find((other) => overlap(next[at], next[other]))) !== undefined) {
      next[at] = {...next[at], y: next[covering].y + next[covering].h};
    }
    done.push(at);
  }
  return next;
}

const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** A new widget behind all others. */
export function added({layout, widgets, ...rest}, widget) {
  const y = Math.max(0, ...widgets.map((each) => (each.y ?? 0) + each.h));
  return {...rest, layout, widgets: [...widgets, free(layout) ? {...widget, x: 0, y} : widget]};
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
