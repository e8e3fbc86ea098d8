/** The questions about TLS: whom to trust, under which name, and who the client is. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { askChoice, askText, type StepPlace } from '../steps.ts';
import { type ClusterDraft, hasSecret } from './clusterDraft.ts';
import type { Localizer } from './clusterStatus.ts';
import { type ClusterAnswer, type ClusterStep, changed, secretStep } from './clusterStep.ts';
import { usesTls } from './savedCluster.ts';

export function tlsSteps(words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesTls(saved);
  const hasCertificate = (draft: ClusterDraft): boolean => isNeeded(draft) && holds(draft, 'cert');
  const hasKey = (draft: ClusterDraft): boolean => hasCertificate(draft) && holds(draft, 'key');
  const passphrase = words.t('Passphrase of the private key; leave empty if it has none');
  const none = words.t('None');
  return [
    pemStep(
      'ca',
      { ask: words.t('Which authority to trust'), none: words.t('Those Node.js trusts') },
      isNeeded,
      words,
    ),
    nameStep(isNeeded, words),
    pemStep(
      'cert',
      { ask: words.t('Client certificate, where the brokers want one'), none },
      isNeeded,
      words,
    ),
    pemStep('key', { ask: words.t('Private key of the client certificate'), none }, hasCertificate, words),
    secretStep('passphrase', { prompt: passphrase, none: words.t('It has none') }, hasKey, words),
  ];
}

/** Brokers behind a tunnel or a proxy have a certificate for another name than the address they are reached by. */
function nameStep(isNeeded: (draft: ClusterDraft) => boolean, words: Localizer): ClusterStep {
  const choices = [
    { label: words.t('The address of the broker'), value: 'address' },
    {
      label: words.t('Another name…'),
      detail: words.t('For a tunnel or a proxy; it is also the name that is asked for (SNI)'),
      value: 'other',
    },
    {
      label: words.t('Any name'),
      detail: words.t('Only the authority is checked: whoever has a certificate of it can pose as a broker'),
      value: 'any',
    },
  ] as const;
  const ask = async (draft: ClusterDraft, place: StepPlace): Promise<ClusterAnswer> => {
    const { serverName, anyName } = draft.saved;
    const now = anyName === true ? 'any' : serverName === undefined ? 'address' : 'other';
    const placeholder = words.t('Which name the certificate of a broker must have');
    const choice = await askChoice<'address' | 'other' | 'any'>(placeholder, choices, now, place);
    if (choice.kind !== 'next' || choice.value !== 'other') {
      const anyNameThen = choice.kind === 'next' && choice.value === 'any' ? true : undefined;
      return changed(draft, choice, () => ({ serverName: undefined, anyName: anyNameThen }));
    }
    const needed = words.t('A name is needed.');
    const problem = (text: string) => (text === '' ? needed : undefined);
    const prompt = words.t('The name in the certificate, for example kafka.example.com');
    const name = await askText({ prompt, value: serverName ?? '', problem }, place);
    if (name.kind === 'back') return await ask(draft, place);
    return changed(draft, name, (text) => ({ serverName: text, anyName: undefined }));
  };
  return { isNeeded, ask };
}

type Pem = 'ca' | 'cert' | 'key';

function holds(draft: ClusterDraft, pem: Pem): boolean {
  return draft.saved[`${pem}File`] !== undefined || holdsText(draft, pem);
}

/** An import may have brought the text itself. A key is a secret, a certificate is not. */
function holdsText(draft: ClusterDraft, pem: Pem): boolean {
  return pem === 'key' ? hasSecret(draft, 'key') : draft.saved[pem] !== undefined;
}

function pemStep(
  pem: Pem,
  { ask: placeholder, none }: { readonly ask: string; readonly none: string },
  isNeeded: (draft: ClusterDraft) => boolean,
  words: Localizer,
): ClusterStep {
  const ask = async (draft: ClusterDraft, place: StepPlace): Promise<ClusterAnswer> => {
    const file = draft.saved[`${pem}File`];
    const kept = file ?? (holdsText(draft, pem) ? words.t('The one that was imported') : undefined);
    const choices = [
      { label: none, value: 'none' },
      { label: words.t('Choose a PEM file…'), value: 'choose' },
      ...(kept === undefined ? [] : [{ label: kept, value: 'keep' }]),
    ];
    const answer = await askChoice(placeholder, choices, kept === undefined ? 'none' : 'keep', place);
    if (answer.kind !== 'next') return answer;
    if (answer.value === 'keep') return { kind: 'next', value: {} };
    const chosen = answer.value === 'choose' ? await chooseFile(words) : undefined;
    if (answer.value === 'choose' && chosen === undefined) return await ask(draft, place);
    return { kind: 'next', value: replaced(draft, pem, chosen) };
  };
  return { isNeeded, ask };
}

/** A file, or nothing, in place of what there was. */
function replaced(
  { saved, secrets }: ClusterDraft,
  pem: Pem,
  file: string | undefined,
): Partial<ClusterDraft> {
  const { [`${pem}File` as const]: _, ...others } = saved;
  const withFile = { ...others, ...(file === undefined ? {} : { [`${pem}File`]: file }) };
  if (pem === 'key') return { saved: withFile, secrets: { ...secrets, key: null } };
  const { [pem]: __, ...withoutText } = withFile;
  return { saved: withoutText };
}

async function chooseFile(words: Localizer): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: words.t('Choose a PEM file'),
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir()),
      filters: { PEM: ['pem', 'crt', 'cer', 'key'] },
    })) ?? [];
  return file?.fsPath;
}
