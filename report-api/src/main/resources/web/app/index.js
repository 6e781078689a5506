/**
 * The dashboard. One way for data: `Feed` (api.js, live.js) changes the state through the pure
 * functions of state.js, and the elements in components/ draw it. Nothing is drawn into a shadow
 * root: one set of styles, and tests and assistive technology see one plain document.
 */
import './styles/tokens.css';
import './styles/base.css';
import './styles/panels.css';
import './styles/figures.css';
import './styles/tables.css';
import './styles/lists.css';
import './styles/dialog.css';
import './styles/narrow.css';
import './components/dashboard.js';
