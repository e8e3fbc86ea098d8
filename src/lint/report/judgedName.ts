/** A name as reports show it: where it stands, and what is said of it. */
import type { Judgement } from '../../naming/judge.ts';
import type { PlacedName } from '../placedName.ts';
import type { Skipped } from '../walk.ts';

export interface JudgedName extends Judgement {
  /** As the caller wrote the path, with `/`. */
  readonly file: string;
  readonly place: PlacedName;
}

export interface Report {
  readonly names: readonly JudgedName[];
  /** How many files could have held a name. */
  readonly looked: number;
  readonly skipped: readonly Skipped[];
}

/** True for names that depart from something; hints and remarks do not. */
export function isDeparture({ verdict }: JudgedName): boolean {
  return verdict === 'illegal' || verdict === 'collision' || verdict === 'convention';
}
