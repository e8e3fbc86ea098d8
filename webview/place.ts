/**
 * Sets style properties from a template. lit's own `styleMap` writes a style attribute on first render, which
 * the panel's content security policy forbids; this goes through the CSSOM, which it allows.
 */
import { noChange } from 'lit-html';
import {
  Directive,
  type DirectiveResult,
  directive,
  type ElementPart,
  type PartInfo,
  PartType,
} from 'lit-html/directive.js';

type Styles = Readonly<Record<string, string>>;

class Place extends Directive {
  #before: Styles = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error('place() stands among the attributes of an element, not inside one.');
    }
  }

  override render(_styles: Styles): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [styles]: [Styles]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.#before)) {
      if (!(name in styles)) {
        style.removeProperty(name);
      }
    }
    for (const [name, value] of Object.entries(styles)) {
      if (this.#before[name] !== value) {
        style.setProperty(name, value);
      }
    }
    this.#before = styles;
    return noChange;
  }
}

/** `<div ${place({ left: '10%', '--x': '1' })}>`: CSS property names as CSS writes them. */
export const place: (styles: Styles) => DirectiveResult<typeof Place> = directive(Place);
