/** The pages by their name in the address. Those with an icon stand in the navigation. */
import {html} from 'lit';
import './alerts.js';
import './anomalies.js';
import './definitions.js';
import './fleet.js';
import './forecasts.js';
import './incidents.js';
import './objective.js';
import './objectives.js';
import './overview.js';
import './reports.js';
import './violations.js';

export const PAGES = {
  overview: {title: 'Overview', icon: 'overview', draw: () => html`<tocsin-overview></tocsin-overview>`},
  dashboards: {title: 'Dashboard', draw: (name) => html`<tocsin-overview .name=${name}></tocsin-overview>`},
  objectives: {
    title: 'Objectives', icon: 'objectives',
    draw: (name, {service}) => (name ? html`<tocsin-objective .name=${name} .service=${service}></tocsin-objective>` : html`<tocsin-objectives></tocsin-objectives>`),
  },
  violations: {title: 'Violations', icon: 'violations', draw: () => html`<tocsin-violations></tocsin-violations>`},
  alerts: {title: 'Alerts', icon: 'bell', draw: (name) => html`<tocsin-alerts .name=${name}></tocsin-alerts>`},
  incidents: {title: 'Incidents', icon: 'incidents', draw: () => html`<tocsin-incidents></tocsin-incidents>`},
  anomalies: {title: 'Anomalies', icon: 'anomalies', draw: (name) => html`<tocsin-anomalies .name=${name}></tocsin-anomalies>`},
  fleet: {title: 'Fleet', icon: 'fleet', draw: () => html`<tocsin-fleet></tocsin-fleet>`},
  forecasts: {title: 'Forecasts', icon: 'forecasts', draw: (name, {series, show}) => html`<tocsin-forecasts .name=${name} .series=${series} .show=${show}></tocsin-forecasts>`},
  reports: {title: 'Reports', icon: 'reports', draw: () => html`<tocsin-reports></tocsin-reports>`},
  definitions: {title: 'Definitions', icon: 'definitions', draw: (name) => html`<tocsin-definitions .name=${name}></tocsin-definitions>`},
};
