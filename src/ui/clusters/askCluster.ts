/** The questions about a cluster that is added or edited. It only asks: the caller tests and saves. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { type Answer, askChoice, askSteps, askText, type Step, type StepPlace } from '../steps.ts';
import type { Localizer } from './clusterStatus.ts';
import {
  type ClusterSecrets,
  parseServers,
  type SaslMechanism,
  type SavedCluster,
  type SecurityProtocol,
  saslMechanisms,
  usesSasl,
  usesTls,
} from './savedCluster.ts';

export interface ClusterDraft {
  readonly saved: SavedCluster;
  /** Only those that were typed now. */
  readonly secrets: ClusterSecrets;
}

/** @returns undefined when the user changes their mind */
export function askForCluster(
  draft: ClusterDraft,
  isNew: boolean,
  words: Localizer,
): Promise<ClusterDraft | undefined> {
  const title = isNew ? words.t('Connect to a Kafka Cluster') : words.t('Edit Cluster {0}', draft.saved.name);
  return askSteps(title, stepsFor(isNew, words), draft);
}

type ClusterStep = Step<ClusterDraft>;

function stepsFor(isNew: boolean, words: Localizer): readonly ClusterStep[] {
  return [
    serversStep(words),
    nameStep(words),
    protocolStep(words),
    { isNeeded: ({ saved }) => usesSasl(saved), ask: (draft, place) => askMechanism(draft, place, words) },
    ...passwordSteps(isNew, words),
    ...tokenSteps(isNew, words),
    ...tlsSteps(words),
    readOnlyStep(words),
  ];
}

function serversStep(words: Localizer): ClusterStep {
  return {
    ask: async ({ saved }, place) => {
      const answer = await askText(
        {
          prompt: words.t('Bootstrap servers: host:port of one broker or more, separated by commas'),
          placeholder: 'kafka-1.example.com:9092,kafka-2.example.com:9092',
          value: saved.bootstrapServers.join(','),
          problem: (text) =>
            parseServers(text) === undefined
              ? words.t('Each server is written as host:port, for example localhost:9092.')
              : undefined,
        },
        place,
      );
      return changed(saved, answer, (text) => ({ bootstrapServers: parseServers(text) ?? [] }));
    },
  };
}

function nameStep(words: Localizer): ClusterStep {
  return {
    ask: async ({ saved }, place) => {
      const value = saved.name === '' ? (saved.bootstrapServers[0] ?? '') : saved.name;
      const prompt = words.t('A name for the cluster, as you want to see it');
      const problem = (text: string) => (text === '' ? words.t('A name is needed.') : undefined);
      return changed(saved, await askText({ prompt, value, problem }, place), (name) => ({ name }));
    },
  };
}

function protocolStep(words: Localizer): ClusterStep {
  const choices: readonly { label: SecurityProtocol; detail: string; value: SecurityProtocol }[] = [
    { label: 'PLAINTEXT', value: 'PLAINTEXT', detail: words.t('No encryption, no login') },
    { label: 'SSL', value: 'SSL', detail: words.t('Encrypted with TLS; client certificates are possible') },
    { label: 'SASL_SSL', value: 'SASL_SSL', detail: words.t('Encrypted with TLS, with a login') },
    {
      label: 'SASL_PLAINTEXT',
      value: 'SASL_PLAINTEXT',
      detail: words.t('A login, but no encryption: passwords of PLAIN can be read on the way'),
    },
  ];
  return {
    ask: async ({ saved }, place) => {
      const placeholder = words.t('How the brokers are reached: security.protocol');
      const answer = await askChoice(placeholder, choices, saved.protocol, place);
      return changed(saved, answer, (protocol) => ({ protocol }));
    },
  };
}

async function askMechanism({ saved }: ClusterDraft, place: StepPlace, words: Localizer) {
  const details: Readonly<Record<SaslMechanism, string>> = {
    PLAIN: words.t('User name and password as they are; also API keys of hosted clusters'),
    'SCRAM-SHA-256': words.t('User name and password that are never sent'),
    'SCRAM-SHA-512': words.t('User name and password that are never sent'),
    OAUTHBEARER: words.t('A token, or one that is fetched from a token endpoint'),
  };
  const choices = saslMechanisms.map((value) => ({ label: value, detail: details[value], value }));
  const placeholder = words.t('How to log in: sasl.mechanism');
  const answer = await askChoice(placeholder, choices, saved.mechanism ?? 'PLAIN', place);
  return changed(saved, answer, (mechanism) => ({ mechanism }));
}

function passwordSteps(isNew: boolean, words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesSasl(saved) && saved.mechanism !== 'OAUTHBEARER';
  return [
    {
      isNeeded,
      ask: async ({ saved }, place) => {
        const prompt = words.t('User name');
        const problem = (text: string) => (text === '' ? words.t('A user name is needed.') : undefined);
        const answer = await askText({ prompt, value: saved.username ?? '', problem }, place);
        return changed(saved, answer, (username) => ({ username }));
      },
    },
    secretStep(
      'password',
      words.t('Password; it is kept in the secret storage of the editor'),
      isNeeded,
      isNew,
      words,
    ),
  ];
}

function tokenSteps(isNew: boolean, words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesSasl(saved) && saved.mechanism === 'OAUTHBEARER';
  const fetches = (draft: ClusterDraft): boolean =>
    isNeeded(draft) && (draft.saved.tokenEndpoint ?? '') !== '';
  return [
    optionalStep(
      'tokenEndpoint',
      words.t('Address of the token endpoint; leave empty to paste a token'),
      isNeeded,
    ),
    optionalStep('clientId', words.t('Client id'), fetches),
    secretStep('clientSecret', words.t('Client secret'), fetches, isNew, words),
    optionalStep('scope', words.t('Scope, where the endpoint wants one'), fetches),
    secretStep(
      'token',
      words.t('Token (a JWT)'),
      (draft) => isNeeded(draft) && !fetches(draft),
      isNew,
      words,
    ),
  ];
}

function tlsSteps(words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesTls(saved);
  const hasKey = (draft: ClusterDraft): boolean => isNeeded(draft) && draft.saved.keyFile !== undefined;
  return [
    fileStep('caFile', words.t('Which authority to trust'), words.t('Those Node.js trusts'), isNeeded, words),
    fileStep(
      'certFile',
      words.t('Client certificate, where the brokers want one'),
      words.t('None'),
      isNeeded,
      words,
    ),
    fileStep(
      'keyFile',
      words.t('Private key of the client certificate'),
      words.t('None'),
      (draft) => isNeeded(draft) && draft.saved.certFile !== undefined,
      words,
    ),
    secretStep(
      'passphrase',
      words.t('Passphrase of the private key; leave empty if it has none'),
      hasKey,
      false,
      words,
    ),
  ];
}

function readOnlyStep(words: Localizer): ClusterStep {
  return {
    ask: async ({ saved }, place) => {
      const choices = [
        { label: words.t('$(edit) Read and write'), value: false },
        {
          label: words.t('$(lock) Read only'),
          detail: words.t('For production: nothing can be published, changed or deleted from here'),
          value: true,
        },
      ];
      const placeholder = words.t('What may be done to the cluster');
      const answer = await askChoice(placeholder, choices, saved.readOnly, place);
      return changed(saved, answer, (readOnly) => ({ readOnly }));
    },
  };
}

type TextField = 'tokenEndpoint' | 'clientId' | 'scope';

/** An empty answer leaves it out. */
function optionalStep(
  field: TextField,
  prompt: string,
  isNeeded: (draft: ClusterDraft) => boolean,
): ClusterStep {
  return {
    isNeeded,
    ask: async ({ saved }, place) => {
      const answer = await askText({ prompt, value: saved[field] ?? '' }, place);
      return changed(saved, answer, (text) => ({ [field]: text === '' ? undefined : text }));
    },
  };
}

/** What is kept already stays when nothing is typed. */
function secretStep(
  field: keyof ClusterSecrets,
  prompt: string,
  isNeeded: (draft: ClusterDraft) => boolean,
  isRequired: boolean,
  words: Localizer,
): ClusterStep {
  return {
    isNeeded,
    ask: async ({ secrets }, place) => {
      const answer = await askText(
        {
          prompt,
          password: true,
          value: secrets[field] ?? '',
          ...(isRequired ? {} : { placeholder: words.t('Leave empty to keep what is stored') }),
          problem: (text) => (isRequired && text === '' ? words.t('This is needed to log in.') : undefined),
        },
        place,
      );
      if (answer.kind !== 'next') return answer;
      return {
        kind: 'next',
        value: answer.value === '' ? {} : { secrets: { ...secrets, [field]: answer.value } },
      };
    },
  };
}

function fileStep(
  field: 'caFile' | 'certFile' | 'keyFile',
  placeholder: string,
  none: string,
  isNeeded: (draft: ClusterDraft) => boolean,
  words: Localizer,
): ClusterStep {
  return {
    isNeeded,
    ask: async ({ saved }, place) => {
      const known = saved[field];
      const choices = [
        { label: none, value: 'none' },
        { label: words.t('Choose a PEM file…'), value: 'choose' },
        ...(known === undefined ? [] : [{ label: known, value: 'keep' }]),
      ];
      const answer = await askChoice(placeholder, choices, known === undefined ? 'none' : 'keep', place);
      if (answer.kind !== 'next') return answer;
      if (answer.value === 'keep') return { kind: 'next', value: {} };
      const file = answer.value === 'choose' ? await chooseFile(words) : undefined;
      return { kind: 'next', value: { saved: { ...saved, [field]: file } } };
    },
  };
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

function changed<Value>(
  saved: SavedCluster,
  answer: Answer<Value>,
  change: (value: Value) => { readonly [Field in keyof SavedCluster]?: SavedCluster[Field] | undefined },
): Answer<Partial<ClusterDraft>> {
  return answer.kind === 'next'
    ? { kind: 'next', value: { saved: { ...saved, ...change(answer.value) } as SavedCluster } }
    : answer;
}
