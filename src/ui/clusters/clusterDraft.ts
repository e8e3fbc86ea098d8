/** A cluster while it is asked about: what was answered so far, and whether that is enough. Pure. */
import { type SavedCluster, usesSasl } from './savedCluster.ts';
import type { SecretChanges, SecretField } from './secretQuestion.ts';

export interface ClusterDraft {
  readonly saved: SavedCluster;
  /** What was answered about secrets so far. */
  readonly secrets: SecretChanges;
  /** The secrets that are stored from before. */
  readonly stored: ReadonlySet<SecretField>;
}

/** Whether there will be such a secret, as far as is known. */
export function hasSecret({ secrets, stored }: ClusterDraft, field: SecretField): boolean {
  const change = secrets[field];
  return change === undefined ? stored.has(field) : change !== null;
}

/** Whether nothing that is needed to connect has to be asked for. */
export function isComplete(draft: ClusterDraft): boolean {
  const { saved } = draft;
  if (saved.bootstrapServers.length === 0) return false;
  if (!usesSasl(saved)) return true;
  if (saved.mechanism !== 'OAUTHBEARER') {
    return saved.mechanism !== undefined && saved.username !== undefined && hasSecret(draft, 'password');
  }
  return hasSecret(draft, saved.tokenEndpoint === undefined ? 'token' : 'clientSecret');
}
