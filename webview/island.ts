/**
 * A part of the page that is drawn again by itself when a signal that it reads changes, and not with everything around it: for
 * what changes with every frame, such as a list that is scrolled.
 */
import { effect } from '@preact/signals-core';
import { noChange } from 'lit-html';
import { AsyncDirective } from 'lit-html/async-directive.js';
import { type DirectiveResult, directive } from 'lit-html/directive.js';

class Island extends AsyncDirective {
  #template: (() => unknown) | undefined;
  #end: (() => void) | undefined;

  /** Another function is another island; the same one sees to itself. */
  override render(template: () => unknown): unknown {
    if (template === this.#template) {
      return noChange;
    }
    this.#end?.();
    this.#template = template;
    let isFirst = true;
    let first: unknown;
    this.#end = effect(() => {
      const value = template();
      if (isFirst) {
        first = value;
      } else {
        this.setValue(value);
      }
    });
    isFirst = false;
    return first;
  }

  override disconnected(): void {
    this.#end?.();
    this.#end = undefined;
    this.#template = undefined;
  }
}

/** `template` reads signals and nothing that a caller has at hand; it is the same function each time. */
export const island: (template: () => unknown) => DirectiveResult<typeof Island> = directive(Island);
