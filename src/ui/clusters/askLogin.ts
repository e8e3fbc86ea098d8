/** The questions about a login: SASL's mechanism, and what it needs. */
import { endpointProblem } from '../../client/tokenEndpoint.ts';
import { askChoice, askText } from '../steps.ts';
import type { ClusterDraft } from './clusterDraft.ts';
import type { Localizer } from './clusterStatus.ts';
import { type ClusterStep, changed, optionalStep, secretStep } from './clusterStep.ts';
import { type SaslMechanism, saslMechanisms, usesSasl } from './savedCluster.ts';

export function loginSteps(words: Localizer): readonly ClusterStep[] {
  return [mechanismStep(words), ...passwordSteps(words), ...tokenSteps(words)];
}

function mechanismStep(words: Localizer): ClusterStep {
  const details: Readonly<Record<SaslMechanism, string>> = {
    PLAIN: words.t('User name and password as they are; also API keys of hosted clusters'),
    'SCRAM-SHA-256': words.t('User name and password that are never sent'),
    'SCRAM-SHA-512': words.t('User name and password that are never sent'),
    OAUTHBEARER: words.t('A token, or one that is fetched from a token endpoint'),
  };
  const choices = saslMechanisms.map((value) => ({ label: value, detail: details[value], value }));
  return {
    isNeeded: ({ saved }) => usesSasl(saved),
    ask: async (draft, place) => {
      const placeholder = words.t('How to log in: sasl.mechanism');
      const answer = await askChoice(placeholder, choices, draft.saved.mechanism ?? 'PLAIN', place);
      return changed(draft, answer, (mechanism) => ({ mechanism }));
    },
  };
}

function passwordSteps(words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesSasl(saved) && saved.mechanism !== 'OAUTHBEARER';
  const prompt = words.t('Password; it is kept in the secret storage of the editor');
  return [
    {
      isNeeded,
      ask: async (draft, place) => {
        const needed = words.t('A user name is needed.');
        const problem = (text: string) => (text === '' ? needed : undefined);
        const question = { prompt: words.t('User name'), value: draft.saved.username ?? '', problem };
        return changed(draft, await askText(question, place), (username) => ({ username }));
      },
    },
    secretStep('password', { prompt }, isNeeded, words),
  ];
}

function tokenSteps(words: Localizer): readonly ClusterStep[] {
  const isNeeded = ({ saved }: ClusterDraft): boolean => usesSasl(saved) && saved.mechanism === 'OAUTHBEARER';
  const fetches = (draft: ClusterDraft): boolean =>
    isNeeded(draft) && (draft.saved.tokenEndpoint ?? '') !== '';
  const pastes = (draft: ClusterDraft): boolean => isNeeded(draft) && !fetches(draft);
  const endpoint = {
    prompt: words.t('Address of the token endpoint; leave empty to paste a token'),
    isNeeded,
    problem: (text: string) => (text === '' ? undefined : endpointProblemText(text, words)),
  };
  const scope = words.t('Scope, where the endpoint wants one');
  return [
    optionalStep('tokenEndpoint', endpoint),
    optionalStep('clientId', { prompt: words.t('Client id'), isNeeded: fetches }),
    secretStep('clientSecret', { prompt: words.t('Client secret') }, fetches, words),
    optionalStep('scope', { prompt: scope, isNeeded: fetches }),
    secretStep('token', { prompt: words.t('Token (a JWT)') }, pastes, words),
  ];
}

/** Why a token endpoint will not be asked, in words; undefined when it will. */
function endpointProblemText(address: string, words: Localizer): string | undefined {
  switch (endpointProblem(address)) {
    case 'noAddress':
      return words.t('An address begins with https://.');
    case 'unencrypted':
      return words.t(
        'Without TLS the client secret could be read on the way: the address must begin with https://.',
      );
    case undefined:
      return undefined;
  }
}
