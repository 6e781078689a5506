import {LitElement} from 'lit';

/** An element that draws into the document itself, so that one set of styles and labels holds. */
export class PlainElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}
