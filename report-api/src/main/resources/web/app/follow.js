/** Draws an element anew when the feed's state or the address changes. */
import * as address from './address.js';
import {feed} from './feed.js';

/** A Lit controller. */
export class Follower {
  #host;
  #leave = [];

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    const draw = () => this.#host.requestUpdate();
    this.#leave = [feed.onChange(draw), address.onChange(draw)];
  }

  hostDisconnected() {
    this.#leave.forEach((leave) => leave());
  }

  get state() {
    return feed.state;
  }
}
