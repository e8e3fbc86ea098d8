/** The questions about a cluster that is added or edited. It only asks: the caller tests and saves. */
import { askChoice, askSteps, askText } from '../steps.ts';
import { loginSteps } from './askLogin.ts';
import { tlsSteps } from './askTls.ts';
import type { ClusterDraft } from './clusterDraft.ts';
import type { Localizer } from './clusterStatus.ts';
import { type ClusterStep, changed } from './clusterStep.ts';
import { parseServers, type SecurityProtocol } from './savedCluster.ts';

/** @returns undefined when the user changes their mind */
export function askForCluster(
  draft: ClusterDraft,
  isNew: boolean,
  words: Localizer,
): Promise<ClusterDraft | undefined> {
  const title = isNew ? words.t('Connect to a Kafka Cluster') : words.t('Edit Cluster {0}', draft.saved.name);
  return askSteps(title, stepsFor(words), draft);
}

/** Of a cluster whose address and login are known. */
export function askNameAndRights(
  draft: ClusterDraft,
  _isNew: boolean,
  words: Localizer,
): Promise<ClusterDraft | undefined> {
  return askSteps(words.t('Import a Cluster'), [nameStep(words), readOnlyStep(words)], draft);
}

function stepsFor(words: Localizer): readonly ClusterStep[] {
  return [
    serversStep(words),
    nameStep(words),
    protocolStep(words),
    ...loginSteps(words),
    ...tlsSteps(words),
    readOnlyStep(words),
  ];
}

function serversStep(words: Localizer): ClusterStep {
  return {
    ask: async (draft, place) => {
      const answer = await askText(
        {
          prompt: words.t('Bootstrap servers: host:port of one broker or more, separated by commas'),
          placeholder: 'kafka-1.example.com:9092,kafka-2.example.com:9092',
          value: draft.saved.bootstrapServers.join(','),
          problem: (text) =>
            parseServers(text) === undefined
              ? words.t('Each server is written as host:port, for example localhost:9092.')
              : undefined,
        },
        place,
      );
      return changed(draft, answer, (text) => ({ bootstrapServers: parseServers(text) ?? [] }));
    },
  };
}

function nameStep(words: Localizer): ClusterStep {
  return {
    ask: async (draft, place) => {
      const value = draft.saved.name === '' ? (draft.saved.bootstrapServers[0] ?? '') : draft.saved.name;
      const prompt = words.t('A name for the cluster, as you want to see it');
      const problem = (text: string) => (text === '' ? words.t('A name is needed.') : undefined);
      return changed(draft, await askText({ prompt, value, problem }, place), (name) => ({ name }));
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
    ask: async (draft, place) => {
      const placeholder = words.t('How the brokers are reached: security.protocol');
      const answer = await askChoice(placeholder, choices, draft.saved.protocol, place);
      return changed(draft, answer, (protocol) => ({ protocol }));
    },
  };
}

function readOnlyStep(words: Localizer): ClusterStep {
  return {
    ask: async (draft, place) => {
      const choices = [
        { label: words.t('$(edit) Read and write'), value: false },
        {
          label: words.t('$(lock) Read only'),
          detail: words.t('For production: nothing can be published, changed or deleted from here'),
          value: true,
        },
      ];
      const placeholder = words.t('What may be done to the cluster');
      const answer = await askChoice(placeholder, choices, draft.saved.readOnly, place);
      return changed(draft, answer, (readOnly) => ({ readOnly }));
    },
  };
}
