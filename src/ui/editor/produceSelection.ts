/**
 * "Produce Selection to Topic…" from any editor: pick a topic or name a new one, give a key or none, send.
 * Several selections are several records.
 */
import * as vscode from 'vscode';
import { toKafkaError } from '../../client/errors.ts';
import type { ClusterConnection } from '../clusters/clusterAccess.ts';
import type { KafkaFileDependencies } from './dependencies.ts';
import type { Failures } from './failures.ts';
import { pickTopic } from './pickTopic.ts';
import { sentSummary } from './sentSummary.ts';

export async function produceSelection(
  dependencies: KafkaFileDependencies,
  failures: Failures,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file and select what to produce, then run this command again.'),
    );
    return;
  }
  const values = valuesOf(editor);
  const connection = await dependencies.clusters.ensure();
  if (connection === undefined) {
    return;
  }
  const picked = await pickTopic(
    dependencies.topics,
    dependencies.conventions,
    titleOf(editor, values.length, connection),
  );
  if (picked === undefined || (picked.isNew && !(await failures.createTopic(picked.topic)))) {
    return;
  }
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Produce to {0} on {1}', picked.topic, connection.service.profile.name),
    prompt: vscode.l10n.t(
      'Key: records with the same key go to the same partition. Leave it empty for none.',
    ),
  });
  if (key !== undefined) {
    await send(connection, picked.topic, key, values, failures);
  }
}

async function send(
  connection: ClusterConnection,
  topic: string,
  key: string,
  values: readonly string[],
  failures: Failures,
): Promise<void> {
  const keyBytes = key === '' ? undefined : Buffer.from(key);
  const records = values.map((value) => ({ topic, key: keyBytes, value: Buffer.from(value) }));
  try {
    const title = vscode.l10n.t('Producing to {0}…', topic);
    const sent = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      connection.service.produce(records),
    );
    const summary = sentSummary(sent, vscode.l10n);
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Sent to {0}: {1}', topic, summary)}`, 8000);
  } catch (error) {
    const retry = () => void send(connection, topic, key, values, failures);
    await failures.showError(toKafkaError(error), topic, retry);
  }
}

/** The selected texts; the whole document when nothing is selected. */
function valuesOf({ document, selections }: vscode.TextEditor): readonly string[] {
  const selected = selections
    .filter((selection) => !selection.isEmpty)
    .map((selection) => document.getText(selection));
  return selected.length > 0 ? selected : [document.getText()];
}

function titleOf({ selections }: vscode.TextEditor, count: number, { service }: ClusterConnection): string {
  const { name } = service.profile;
  if (selections.every((selection) => selection.isEmpty)) {
    return vscode.l10n.t('Produce the whole file to a topic on {0}', name);
  }
  return count === 1
    ? vscode.l10n.t('Produce the selection to a topic on {0}', name)
    : vscode.l10n.t('Produce {0} selections as {0} records to a topic on {1}', count, name);
}
