/**
 * The settings `eddy.naming.*` as a convention, and the sentences of findings in the user's language. Whether a team's file
 * stands above them is `conventions.ts`'s matter.
 */
import * as vscode from 'vscode';
import { type Convention, defaultConvention, type Finding } from '../../naming/convention.ts';
import { shapeOf } from '../../naming/shape.ts';

export const namingSection = 'eddy.naming';

/** The convention that holds for a resource; one whose template cannot be read falls back to the default template. */
export function readConvention(resource?: vscode.Uri): Convention {
  const section = vscode.workspace.getConfiguration(namingSection, resource);
  const convention: Convention = {
    template: section.get('template', defaultConvention.template),
    types: texts(section.get('types'), defaultConvention.types),
    domains: texts(section.get('domains'), defaultConvention.domains),
    ignore: texts(section.get('ignore'), defaultConvention.ignore),
    severity: severityOf(section.get('severity')),
  };
  return shapeOf(convention) === undefined
    ? { ...convention, template: defaultConvention.template }
    : convention;
}

/** Whether names that break the convention may not be created (illegal ones never can). */
export function isEnforced(resource?: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(namingSection, resource).get('enforce', false);
}

/** The service to suggest for names that lack one, as the settings have it; '' when they do not say. */
export function readService(resource?: vscode.Uri): string {
  return vscode.workspace.getConfiguration(namingSection, resource).get('service', '').trim();
}

/** A finding's sentence in the user's language. */
export function findingText(finding: Finding): string {
  return vscode.l10n.t(finding.sentence.template, ...finding.sentence.values);
}

/** The file as the editor has it, saved or not; undefined while it is not open. */
export function openDocument(file: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
}

/** A file's text, where it is open that of the editor; undefined when there is no such file. */
export async function textOf(file: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(file);
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}

function texts(value: unknown, otherwise: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : otherwise;
}

function severityOf(value: unknown): Convention['severity'] {
  switch (value) {
    case 'error':
    case 'warning':
    case 'information':
    case 'hint':
    case 'off':
      return value;
    default:
      return defaultConvention.severity;
  }
}
