/** Moves and sizes widgets with a pointer: mouse, pen or finger. It tells cells; what becomes of them others decide. */

const NEAR_EDGE = 60;

export class Drag {
  /** The widget in hand, or null. */
  at = null;
  #board;
  #tell;
  #held;

  /** @param tell `move(at, column, row)` returns where the widget is then; `resize(at, w, h)`; `ordered()` whether the pointer itself counts */
  constructor(board, tell) {
    this.#board = board;
    this.#tell = tell;
  }

  /** Takes a widget in hand, until the pointer is let go. */
  start(event, at, what) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    event.target.closest('button').focus();
    this.at = at;
    const tile = this.#board.querySelector(`[data-at="${at}"]`).getBoundingClientRect();
    this.#held = {what, x: event.clientX - tile.left, y: event.clientY - tile.top, fromRight: tile.right - event.clientX, fromBottom: tile.bottom - event.clientY};
    const move = (moved) => this.#moved(moved);
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      this.at = null;
      this.#board.requestUpdate();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    this.#board.requestUpdate();
  }

  #moved(event) {
    const grid = this.#board.querySelector('.board');
    const box = grid.getBoundingClientRect();
    const style = getComputedStyle(grid);
    const gap = parseFloat(style.columnGap);
    const columns = style.gridTemplateColumns.split(' ').length;
    const column = (box.width + gap) / columns;
    const row = parseFloat(style.gridAutoRows) + gap;
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    if (this.#held.what === 'move') {
      this.at = this.#tell.ordered()
        ? this.#tell.move(this.at, Math.floor(x / column), Math.floor(y / row))
        : this.#tell.move(this.at, Math.round((x - this.#held.x) / column), Math.round((y - this.#held.y) / row));
    } else {
      const tile = this.#board.querySelector(`[data-at="${this.at}"]`).getBoundingClientRect();
      const width = event.clientX + this.#held.fromRight - tile.left;
      const height = event.clientY + this.#held.fromBottom - tile.top;
      this.#tell.resize(this.at, Math.round((width + gap) / column), Math.round((height + gap) / row));
    }
    if (event.clientY > innerHeight - NEAR_EDGE) {
      scrollBy(0, 12);
    } else if (event.clientY < NEAR_EDGE) {
      scrollBy(0, -12);
    }
  }
}
