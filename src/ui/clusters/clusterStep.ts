/** The kinds of question that are asked about a cluster. */
import { type Answer, askChoice, askText, type Step, type StepPlace } from '../steps.ts';
import type { ClusterDraft } from './clusterDraft.ts';
import type { Localizer } from './clusterStatus.ts';
import type { SavedCluster } from './savedCluster.ts';
import { type SecretField, secretQuestion, withSecret } from './secretQuestion.ts';

export type ClusterStep = Step<ClusterDraft>;
export type ClusterAnswer = Answer<Partial<ClusterDraft>>;
type Changes = { readonly [Field in keyof SavedCluster]?: SavedCluster[Field] | undefined };

/** The draft with an answer in it; `undefined` leaves a field out. */
export function changed<Value>(
  { saved }: ClusterDraft,
  answer: Answer<Value>,
  change: (value: Value) => Changes,
): ClusterAnswer {
  if (answer.kind !== 'next') return answer;
  return { kind: 'next', value: { saved: { ...saved, ...change(answer.value) } as SavedCluster } };
}

interface TextQuestion {
  readonly prompt: string;
  isNeeded(draft: ClusterDraft): boolean;
  problem?(text: string): string | undefined;
}

/** An empty answer leaves the field out. */
export function optionalStep(
  field: 'tokenEndpoint' | 'clientId' | 'scope',
  { prompt, isNeeded, problem }: TextQuestion,
): ClusterStep {
  return {
    isNeeded,
    ask: async (draft, place) => {
      const value = draft.saved[field] ?? '';
      const answer = await askText({ prompt, value, ...(problem === undefined ? {} : { problem }) }, place);
      return changed(draft, answer, (text) => ({ [field]: text === '' ? undefined : text }));
    },
  };
}

interface SecretWords {
  readonly prompt: string;
  /** What there is instead of the secret; without it the secret is needed. */
  readonly none?: string;
}

/** Asks for a secret; one that is stored can be kept without seeing it. */
export function secretStep(
  field: SecretField,
  asked: SecretWords,
  isNeeded: (draft: ClusterDraft) => boolean,
  words: Localizer,
): ClusterStep {
  const isRequired = asked.none === undefined;
  const ask = async (draft: ClusterDraft, place: StepPlace): Promise<ClusterAnswer> => {
    const question = secretQuestion(draft.secrets, field, draft.stored.has(field), isRequired);
    if (question.kind === 'choice') {
      const choice = await askStored(asked, place, words);
      if (choice.kind !== 'next') return choice;
      const { [field]: _, ...others } = draft.secrets;
      if (choice.value === 'keep') return { kind: 'next', value: { secrets: others } };
      if (choice.value === 'forget')
        return { kind: 'next', value: { secrets: { ...others, [field]: null } } };
    }
    const { value, mayBeEmpty } = question.kind === 'text' ? question : { value: '', mayBeEmpty: false };
    const needed = words.t('This is needed to log in.');
    const problem = (text: string) => (text === '' && !mayBeEmpty ? needed : undefined);
    const answer = await askText({ prompt: asked.prompt, password: true, value, problem }, place);
    if (answer.kind === 'back' && question.kind === 'choice') return await ask(draft, place);
    if (answer.kind !== 'next') return answer;
    return { kind: 'next', value: { secrets: withSecret(draft.secrets, field, answer.value) } };
  };
  return { isNeeded, ask };
}

function askStored(
  { prompt, none }: SecretWords,
  place: StepPlace,
  words: Localizer,
): Promise<Answer<'keep' | 'change' | 'forget'>> {
  const choices = [
    { label: words.t('Keep what is stored'), value: 'keep' },
    { label: words.t('Type another one…'), value: 'change' },
    ...(none === undefined ? [] : [{ label: none, value: 'forget' } as const]),
  ] as const;
  return askChoice<'keep' | 'change' | 'forget'>(prompt, choices, 'keep', place);
}
