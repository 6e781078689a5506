/**
 * The dashboard. What is shown follows from the address (address.js, range.js), the state that
 * `feed` keeps (api.js, live.js, state.js) and the answers that a `Loader` asks for. Sources turn
 * them into shapes, widgets draw shapes, pages are made of widgets. Nothing is drawn into a shadow
 * root: one set of styles, and tests and assistive technology see one plain document.
 */
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/panels.css';
import './styles/board.css';
import './styles/figures.css';
import './styles/tables.css';
import './styles/lists.css';
import './styles/insights.css';
import './styles/dialog.css';
import './styles/narrow.css';
import './components/app.js';
