/**
 * The linter as the tree, Create Topic and the panel use it: the same `check` with the same settings as in
 * the editor. What is right or wrong about a name is `naming/`'s matter.
 */
import * as vscode from 'vscode';
import { check, isComplete, ruler } from '../../naming/check.ts';
import type { Finding } from '../../naming/convention.ts';
import { isDeparture } from '../../naming/policy.ts';
import { findingText, isEnforced, nameContext, namingSection, readConvention } from '../naming/settings.ts';
import type { NameFinding } from '../panel/messages.ts';
import type { ExplorerNaming } from './explorer.ts';
import type { NameRules } from './nameChoices.ts';
import { NamingMarks } from './namingMarks.ts';
import type { NamingMark } from './topicItems.ts';
import { wordsFor } from './words.ts';

/** Marks for the tree's topics; they follow the settings. */
export class TopicNaming implements ExplorerNaming, vscode.Disposable {
  readonly #marks = new NamingMarks(judge, wordsFor(vscode.l10n, vscode.env.language));
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(namingSection)) {
        this.#marks.forget();
        this.#changed.fire();
      }
    });
  }

  mark(topic: string, all: readonly string[]): NamingMark | undefined {
    return this.#marks.mark(topic, all);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** The rules for a new topic's name, as the settings are now. */
export function nameRules(): Omit<NameRules, 'existing'> {
  return { enforce: isEnforced(), check: judge };
}

/** The linter's word on a name for the panel's form; null = nothing to say. */
export function nameFinding(name: string, existing: readonly string[]): NameFinding | null {
  const findings = judge(name, existing).filter(isDeparture);
  if (name === '' || findings.length === 0) {
    return null;
  }
  const suggestion = findings.find((finding) => finding.suggestion !== undefined)?.suggestion;
  return {
    blocking: findings.some((finding) => finding.level !== 'convention'),
    messages: findings.map((finding) => findingText(finding)),
    suggestion: suggestion !== undefined && isComplete(suggestion) ? suggestion : null,
    ruler: ruler(name, readConvention(), nameContext(existing)),
  };
}

function judge(name: string, existing: readonly string[]): readonly Finding[] {
  return check(name, readConvention(), nameContext(existing));
}
