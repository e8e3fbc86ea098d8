/** Ways between topics and the code that names them: links, hovers and a search. It holds no behaviour. */
import * as vscode from 'vscode';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import type { NameSources } from '../naming/places.ts';
import { findInCode } from './findInCode.ts';
import { TopicHover } from './topicHover.ts';
import { TopicLenses } from './topicLenses.ts';
import { TopicWatch } from './topicWatch.ts';

/** All end with the extension. */
export function registerTopicsInCode(
  context: vscode.ExtensionContext,
  clusters: ClusterAccess,
  sources: NameSources,
): void {
  const watch = new TopicWatch(clusters);
  const lenses = new TopicLenses(sources.names, watch);
  context.subscriptions.push(
    watch,
    lenses,
    vscode.languages.registerCodeLensProvider({ pattern: '**' }, lenses),
    vscode.languages.registerHoverProvider({ pattern: '**' }, new TopicHover(sources, watch)),
    vscode.commands.registerCommand('eddy.topic.findInCode', async (row: unknown) => {
      const topic = topicOf(row);
      if (topic !== undefined) await findInCode(sources, topic);
    }),
  );
}

/** Of a row of the tree; commands may be called by anybody with anything. */
function topicOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('topic' in row)) return undefined;
  return typeof row.topic === 'string' ? row.topic : undefined;
}
