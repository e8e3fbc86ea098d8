/**
 * `.kafka` files in the editor: lenses, diagnostics and the commands behind them. It wires the parts of this
 * folder together; what they do is in their own files.
 */
import * as vscode from 'vscode';
import { asReference, type BlockReference, languageId } from './blocks.ts';
import { Consumers } from './consumers.ts';
import type { KafkaFileDependencies } from './dependencies.ts';
import { KafkaFileDiagnostics } from './diagnostics.ts';
import { Failures } from './failures.ts';
import { LensOwner } from './lensOwner.ts';
import { LensProvider } from './lensProvider.ts';
import { blockAtCursor } from './openBlock.ts';
import { Producers } from './producers.ts';
import { produceSelection } from './produceSelection.ts';

const mostRecordsAtOnce = 100_000;

/** Registers everything about `.kafka` files; what still runs stops with the extension, or with the disposable. */
export function registerKafkaFiles(
  context: vscode.ExtensionContext,
  dependencies: KafkaFileDependencies,
): vscode.Disposable {
  const { clusters, topics, conventions } = dependencies;
  const { templates } = dependencies;
  const failures = new Failures(clusters, topics, conventions);
  const owner = new LensOwner(context.globalState);
  const producers = new Producers(dependencies, templates, failures);
  const consumers = new Consumers(clusters, topics, failures);
  const lenses = new LensProvider(clusters, producers, consumers, owner);
  const diagnostics = new KafkaFileDiagnostics(dependencies, templates, owner);
  const registration = vscode.Disposable.from(
    owner,
    producers,
    consumers,
    lenses,
    diagnostics,
    vscode.languages.registerCodeLensProvider({ language: languageId }, lenses),
    vscode.languages.registerCodeActionsProvider({ language: languageId }, diagnostics, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    ...blockCommands(producers, consumers),
    vscode.commands.registerCommand('eddy.kafkaFile.runBlock', () => runBlock(producers, consumers)),
    vscode.commands.registerCommand('eddy.kafkaFile.stopAll', async () => {
      producers.stopAll();
      await consumers.stopAll();
    }),
    vscode.commands.registerCommand('eddy.kafkaFile.showProducerLog', () => producers.showLog()),
    vscode.commands.registerCommand('eddy.kafkaFile.chooseLenses', () => owner.choose()),
    vscode.commands.registerCommand('eddy.kafkaFile.createTopic', async (name: unknown) => {
      if (typeof name === 'string') {
        await failures.createTopic(name);
      }
    }),
    vscode.commands.registerCommand('eddy.produceSelection', () => produceSelection(dependencies, failures)),
  );
  context.subscriptions.push(registration);
  return registration;
}

/** The commands of lenses; their first argument is the block. */
function blockCommands(producers: Producers, consumers: Consumers): readonly vscode.Disposable[] {
  const commands: Readonly<Record<string, (reference: BlockReference, count: unknown) => unknown>> = {
    produce: (reference, count) => producers.produce(reference, countOf(count)),
    produceMany: (reference) => produceMany(producers, reference),
    startSchedule: (reference) => producers.startSchedule(reference),
    stopSchedule: (reference) => producers.stopSchedule(reference),
    startConsumer: (reference) => consumers.start(reference),
    stopConsumer: (reference) => consumers.stop(reference),
    showConsumer: (reference) => consumers.show(reference),
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`eddy.kafkaFile.${name}`, (argument: unknown, count: unknown) => {
      const reference = asReference(argument) ?? blockAtCursor()?.reference;
      return reference === undefined ? tellWhere() : run(reference, count);
    }),
  );
}

/** Without the mouse: produces from the producer at the cursor, starts or stops the consumer there. */
async function runBlock(producers: Producers, consumers: Consumers): Promise<void> {
  const found = blockAtCursor();
  if (found === undefined) {
    await tellWhere();
    return;
  }
  const { block, reference } = found;
  if (block.kind === 'producer') {
    await producers.produce(reference, 1);
  } else if (consumers.state(reference) === 'stopped') {
    await consumers.start(reference);
  } else {
    await consumers.stop(reference);
  }
}

async function produceMany(producers: Producers, reference: BlockReference): Promise<void> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Produce records'),
    prompt: vscode.l10n.t('How many? Each gets its own values for templates.'),
    value: '100',
    validateInput: (text) =>
      isCount(Number(text)) ? undefined : vscode.l10n.t('Write a number from 1 to {0}.', mostRecordsAtOnce),
  });
  if (answer !== undefined) {
    await producers.produce(reference, countOf(Number(answer)));
  }
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= mostRecordsAtOnce;
}

function countOf(count: unknown): number {
  return typeof count === 'number' && isCount(count) ? count : 1;
}

async function tellWhere(): Promise<void> {
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Put the cursor into a PRODUCER or CONSUMER block of a .kafka file first.'),
  );
}
