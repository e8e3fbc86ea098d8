/** A test of an added cluster: what is needed from this machine first, then what the doctor finds. It knows no VS Code. */
import { diagnose, type Finding } from '../../client/doctor.ts';
import type { ClusterProfile } from '../../client/model.ts';

export type TestResult =
  | Finding
  /** A file of the cluster's certificates. */
  | { readonly kind: 'unreadableFile'; readonly file: string; readonly reason: string }
  /** Not the cluster's fault: the editor does not give its secrets, for example. */
  | { readonly kind: 'notTested'; readonly reason: string };

/** @param profile makes the profile; it may throw. Never throws itself. */
export async function testCluster(
  profile: () => Promise<ClusterProfile>,
  ask: typeof diagnose = diagnose,
): Promise<readonly TestResult[]> {
  try {
    return await ask(await profile());
  } catch (error) {
    return [resultOf(error)];
  }
}

function resultOf(error: unknown): TestResult {
  const reason = error instanceof Error ? error.message : String(error);
  const { path, code } = error as { readonly path?: unknown; readonly code?: unknown };
  if (typeof path !== 'string') return { kind: 'notTested', reason };
  return { kind: 'unreadableFile', file: path, reason: typeof code === 'string' ? code : reason };
}
