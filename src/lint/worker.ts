/** The linter's thread: finds names for the editor, so that parsing never makes anybody wait who types. */
import { parentPort } from 'node:worker_threads';
import type { LintAnswer, LintRequest } from './control.ts';
import { FolderScan } from './folderScan.ts';
import { bundledGrammars } from './grammars.ts';
import { messageOf } from './walk.ts';

const grammars = bundledGrammars();
const folders = new Map<string, FolderScan>();
const running = new Map<number, AbortController>();

parentPort?.on('message', (request: LintRequest) => {
  if (request.kind === 'cancel') {
    running.get(request.id)?.abort(new Error('cancelled'));
    return;
  }
  answer(request).then(send, (error: unknown) => {
    send({ kind: 'failed', id: request.id, reason: messageOf(error) });
  });
});

async function answer(request: Exclude<LintRequest, { kind: 'cancel' }>): Promise<LintAnswer> {
  const { id } = request;
  const folder = folders.get(request.folder) ?? new FolderScan(request.folder, grammars);
  folders.set(request.folder, folder);
  if (request.kind === 'text') {
    return { kind: 'found', id, names: await folder.namesIn(request.path, request.text) };
  }
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const progress = (looked: number) => send({ kind: 'progress', id, looked });
    return { kind: 'scanned', id, result: await folder.scan({ signal: controller.signal, progress }) };
  } finally {
    running.delete(id);
  }
}

function send(message: LintAnswer): void {
  parentPort?.postMessage(message);
}
