/** How a secret is asked for: what is stored can be kept, changed, and given up where it need not be. Pure. */
import type { ClusterSecrets } from './savedCluster.ts';

export type SecretField = keyof ClusterSecrets;

/** What was answered about secrets: a text is stored, `null` forgets what is stored, the others stay as they are. */
export type SecretChanges = { readonly [Field in SecretField]?: string | null };

export type SecretQuestion =
  | { readonly kind: 'text'; readonly value: string; readonly mayBeEmpty: boolean }
  /** Something is stored: which of these is to happen with it? */
  | { readonly kind: 'choice'; readonly mayForget: boolean };

/**
 * @param isRequired nobody logs in without it
 * @param isStored from before these questions
 */
export function secretQuestion(
  changes: SecretChanges,
  field: SecretField,
  isStored: boolean,
  isRequired: boolean,
): SecretQuestion {
  const typed = changes[field];
  return isStored && typeof typed !== 'string'
    ? { kind: 'choice', mayForget: !isRequired }
    : { kind: 'text', value: typed ?? '', mayBeEmpty: !isRequired };
}

/** An empty text says that there is no such secret. */
export function withSecret(changes: SecretChanges, field: SecretField, text: string): SecretChanges {
  return { ...changes, [field]: text === '' ? null : text };
}

/** What is to be stored from now on. */
export function mergedSecrets(stored: ClusterSecrets, changes: SecretChanges): ClusterSecrets {
  const all = Object.entries({ ...stored, ...changes });
  return Object.fromEntries(all.filter(([, value]) => typeof value === 'string' && value !== ''));
}
