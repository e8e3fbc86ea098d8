/**
 * The settings `eddy.naming.*` as a convention, and the sentences of findings in the user's language.
 * What is right or wrong about a name is `naming/`'s matter.
 */
import * as vscode from 'vscode';
import { check } from '../../naming/check.ts';
import {
  type Convention,
  defaultConvention,
  type Finding,
  type NameContext,
} from '../../naming/convention.ts';
import { isDeparture, type NamingPolicy } from '../../naming/policy.ts';
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

/** What the embedded cluster enforces; undefined = nothing. */
export function enforcedNaming(): NamingPolicy | undefined {
  return isEnforced() ? { convention: readConvention(), service: nameContext([]).service } : undefined;
}

/** What is known about names in a resource: the service to suggest, and the names in use. */
export function nameContext(existing: readonly string[], resource?: vscode.Uri): NameContext {
  const configured = vscode.workspace.getConfiguration(namingSection, resource).get('service', '').trim();
  const folder =
    (resource === undefined ? undefined : vscode.workspace.getWorkspaceFolder(resource)) ??
    vscode.workspace.workspaceFolders?.[0];
  const service = configured === '' ? folder?.name : configured;
  return { service, existing };
}

/** A finding's sentence in the user's language. */
export function findingText(finding: Finding): string {
  return vscode.l10n.t(finding.sentence.template, ...finding.sentence.values);
}

/**
 * Why a topic of this name may not be created, as a sentence; undefined when it may. Illegal names and
 * collisions are always refused, as Kafka would; the convention only when it is enforced.
 */
export function refusalOf(
  name: string,
  existing: readonly string[],
  resource?: vscode.Uri,
): string | undefined {
  const findings = check(name, readConvention(resource), nameContext(existing, resource));
  const enforced = isEnforced(resource);
  const reason = findings.find(
    (finding) => finding.level !== 'convention' || (enforced && isDeparture(finding)),
  );
  return reason === undefined ? undefined : findingText(reason);
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
