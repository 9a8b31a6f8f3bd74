// A touch copies what stands in the field; where a browser may not, the field is marked for copying.

import { saying } from "./words.js";

customElements.define("ischia-copy", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const field = this.querySelector("input");
    const state = this.querySelector("[role=status]");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      state.textContent = saying("Copied");
    } catch {
      state.textContent = saying("Marked: copy it now");
    }
  }
});
