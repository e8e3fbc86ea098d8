/** What each of the panel's views is to the frame around it. */
import type { ReadonlySignal } from '@preact/signals-core';
import type { TemplateResult } from 'lit-html';
import type { HostMessage, PanelStrings, PanelView } from '../src/ui/panel/messages.ts';

/** A view without what it looks like. */
export interface ViewModel {
  readonly id: PanelView;
  /** Every message of the host, after the frame has taken it. */
  receive(message: HostMessage): void;
  /** The page has been restored and is about to greet the host: what the view wants to know may be asked. */
  begin?(): void;
  /** What is kept while the page is hidden or VS Code restarts. */
  readonly saved: ReadonlySignal<unknown>;
  /** True when `saved` changes with every letter typed: then it is written when the typing pauses. */
  readonly typed?: boolean;
  /** Takes back what was kept; an older version may have written it, so each part is checked. */
  restore(saved: unknown): void;
}

export interface View extends ViewModel {
  label(strings: PanelStrings): string;
  /** Toolbar and content, while a cluster runs. Reads signals: it is drawn again when one of them changes. */
  template(strings: PanelStrings): TemplateResult;
  /** Drawn without a cluster, too: what is typed stays in sight, and the view says why nothing can be done with it. */
  readonly staysOffline?: boolean;
  /** The status line. */
  status(strings: PanelStrings): TemplateResult;
  /** A key that nothing in the view has used; true when it was the view's. */
  onKey?(event: KeyboardEvent): boolean;
}
