/**
 * The linter as the tree, Create Topic and the panel use it: the same `check` with the same convention as in
 * the editor. What is right or wrong about a name is `naming/`'s matter.
 */
import * as vscode from 'vscode';
import { isComplete, ruler } from '../../naming/check.ts';
import { isDeparture } from '../../naming/policy.ts';
import type { Conventions } from '../naming/conventions.ts';
import { findingText } from '../naming/settings.ts';
import type { NameFinding } from '../panel/messages.ts';
import type { ExplorerNaming } from './explorer.ts';
import type { NameRules } from './nameChoices.ts';
import { NamingMarks } from './namingMarks.ts';
import type { NamingMark } from './topicItems.ts';
import { wordsFor } from './words.ts';

export class TopicNaming implements ExplorerNaming, vscode.Disposable {
  readonly #conventions: Conventions;
  readonly #marks: NamingMarks;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;

  /** Fires when topics may be marked otherwise. */
  readonly onDidChange = this.#changed.event;

  constructor(conventions: Conventions) {
    this.#conventions = conventions;
    const words = wordsFor(vscode.l10n, vscode.env.language);
    this.#marks = new NamingMarks((name, existing) => conventions.check(name, existing), words);
    this.#listener = conventions.onDidChange(() => {
      this.#marks.forget();
      this.#changed.fire();
    });
  }

  mark(topic: string, all: readonly string[]): NamingMark | undefined {
    return this.#marks.mark(topic, all);
  }

  /** The rules for a new topic's name, as they are now. */
  rules(): Omit<NameRules, 'existing'> {
    const conventions = this.#conventions;
    return {
      enforce: conventions.isEnforced(),
      check: (name, existing) => conventions.check(name, existing),
    };
  }

  /** The linter's word on a name for the panel's form; null = nothing to say. */
  finding(name: string, existing: readonly string[]): NameFinding | null {
    const findings = this.#conventions.check(name, existing).filter(isDeparture);
    if (name === '' || findings.length === 0) {
      return null;
    }
    const suggestion = findings.find((finding) => finding.suggestion !== undefined)?.suggestion;
    return {
      blocking: findings.some((finding) => finding.level !== 'convention'),
      messages: findings.map((finding) => findingText(finding)),
      suggestion: suggestion !== undefined && isComplete(suggestion) ? suggestion : null,
      ruler: ruler(name, this.#conventions.of(), this.#conventions.context(existing)),
    };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
