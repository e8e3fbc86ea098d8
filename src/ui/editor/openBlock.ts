/** Finds the block a command is about in the present text of its document, which may have changed since. */
import * as vscode from 'vscode';
import type { ConsumerBlock, KafkaFileBlock, ProducerBlock } from '../../kafkaFile/syntax.ts';
import { type BlockReference, keyedBlocks, languageId, parseDocument } from './blocks.ts';

export interface OpenBlock<Block> {
  readonly document: vscode.TextDocument;
  readonly block: Block;
}

export async function openBlock(
  reference: BlockReference,
  kind: 'producer',
): Promise<OpenBlock<ProducerBlock> | undefined>;
export async function openBlock(
  reference: BlockReference,
  kind: 'consumer',
): Promise<OpenBlock<ConsumerBlock> | undefined>;
export async function openBlock(
  reference: BlockReference,
  kind: KafkaFileBlock['kind'],
): Promise<OpenBlock<KafkaFileBlock> | undefined> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri));
  const found = keyedBlocks(parseDocument(document)).find(({ key }) => key === reference.key);
  if (found?.block.kind !== kind) {
    await vscode.window.showWarningMessage(vscode.l10n.t('This block is no longer in its file.'));
    return undefined;
  }
  return { document, block: found.block };
}

/** The block at the cursor of the active `.kafka` editor. */
export function blockAtCursor():
  | { readonly reference: BlockReference; readonly block: KafkaFileBlock }
  | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== languageId) {
    return undefined;
  }
  const offset = editor.document.offsetAt(editor.selection.active);
  const found = keyedBlocks(parseDocument(editor.document)).find(
    ({ block }) => block.start <= offset && offset <= block.end,
  );
  return found === undefined
    ? undefined
    : { reference: { uri: editor.document.uri.toString(), key: found.key }, block: found.block };
}
