/**
 * Topic names in documents and what is said of them, wherever they come from: `.kafka` files are read here and judged
 * beside the topics of the connected cluster, all others by the linter's thread beside the names of the workspace.
 */
import * as vscode from 'vscode';
import type { Finding } from '../../naming/convention.ts';
import { isKafkaFile, keyedBlocks, parseDocument } from '../editor/blocks.ts';
import type { Conventions } from './conventions.ts';
import type { KnownTopics } from './knownTopics.ts';
import type { WorkspaceNames } from './workspaceNames.ts';

/** A topic name in a file, with what is said about it. */
export interface NamedPlace {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly name: string;
  /** What stands there is the name and nothing else, so it can be replaced. */
  readonly isVerbatim: boolean;
  readonly findings: readonly Finding[];
}

export interface NameSources {
  readonly topics: KnownTopics;
  readonly conventions: Conventions;
  readonly names: WorkspaceNames;
}

/** The names in a `.kafka` document, which are certain, and need no thread. */
export function placesInKafkaFile(
  document: vscode.TextDocument,
  { topics, conventions }: NameSources,
): readonly NamedPlace[] {
  return keyedBlocks(parseDocument(document)).flatMap(({ block }) =>
    block.properties
      .filter((property) => property.name.text === 'topic' && property.value.text !== '')
      .map(({ value: { text, start, end } }) => ({
        uri: document.uri,
        range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
        name: text,
        isVerbatim: true,
        findings: conventions.check(text, topics.current, document.uri),
      })),
  );
}

/** The names in any other file of the workspace, as far as it has been looked at. */
export function placesInSource(uri: vscode.Uri, { names }: NameSources): readonly NamedPlace[] {
  return names.namesIn(uri).map((placed) => ({
    uri,
    range: new vscode.Range(placed.line, placed.start, placed.line, placed.end),
    name: placed.name,
    isVerbatim: placed.isVerbatim,
    findings: names.judge(uri, placed).findings,
  }));
}

export function placesIn(document: vscode.TextDocument, sources: NameSources): readonly NamedPlace[] {
  return isKafkaFile(document) ? placesInKafkaFile(document, sources) : placesInSource(document.uri, sources);
}
