/** The table of which seed catches which mutation: a file for people, read again by the tests. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CaughtMutation {
  /** Of the mutation. */
  readonly name: string;
  readonly seed: number;
  /** What the checkers said. */
  readonly how: string;
}

export const caughtPath = join(import.meta.dirname, 'caught.txt');

const header = `# Which seed finds which deliberate mistake (mutationList.ts), and by what: npm run simulate:mutations -- --rewrite
# A mistake in the quorum is looked for in histories of a quorum alone.
`;

export function formatCaught(caught: readonly CaughtMutation[]): string {
  const entries = caught.map(
    ({ name, seed, how }) => `${name}\n  seed ${seed}: ${how.replaceAll('\n', ' ')}\n`,
  );
  return `${header}\n${entries.join('\n')}`;
}

/** @returns nothing while there is no table */
export function readCaught(): readonly CaughtMutation[] {
  const text = existsSync(caughtPath) ? readFileSync(caughtPath, 'utf8') : '';
  return [...text.matchAll(/^(\S.*)\n {2}seed (\d+): (.*)$/gm)].map(([, name = '', seed, how = '']) => ({
    name,
    seed: Number(seed),
    how,
  }));
}
