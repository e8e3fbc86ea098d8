/**
 * All names of a cluster judged at once: each by the same `check` as everywhere, with all the others beside it, and what
 * they are to one another. It works name by name, so that whoever waits for ten thousand can do something else between.
 */
import type { Verdict } from './check.ts';
import { Judge, type Judgement } from './judge.ts';
import { unified } from './legality.ts';
import { versionStem } from './neighbours.ts';
import type { NamingPolicy } from './policy.ts';

export interface AuditedName extends Judgement {
  readonly name: string;
}

export interface Audit {
  /** The worst first, then by name. */
  readonly names: readonly AuditedName[];
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Names that are one in metrics. */
  readonly collisions: readonly (readonly string[])[];
  /** Versions of one name. */
  readonly versions: readonly (readonly string[])[];
  /** Names one letter apart. */
  readonly nearDuplicates: readonly (readonly [string, string])[];
}

const worstFirst: readonly Verdict[] = ['illegal', 'collision', 'convention', 'conforming', 'ignored'];
/** The names of a cluster stand in no file. */
const place = { path: '', mention: false };

/** Yields after each step of the work. Who asks for an audit wants to hear of departures, also where nobody else does. */
export function* auditing(names: readonly string[], rules: NamingPolicy): Generator<void, Audit, void> {
  const { service, baseline = new Set() } = rules;
  const isOff = rules.convention.severity === 'off';
  const convention = isOff ? { ...rules.convention, severity: 'warning' as const } : rules.convention;
  const judge = new Judge({ conventionFor: () => convention, baseline, service, isAgreed: true });
  const distinct = [...new Set(names)].sort();
  for (const name of distinct) {
    judge.learn({ name, ...place });
    yield;
  }
  const audited: AuditedName[] = [];
  for (const name of distinct) {
    audited.push({ name, ...judge.judge({ name, ...place }) });
    yield;
  }
  const counts: Record<Verdict, number> = {
    illegal: 0,
    collision: 0,
    convention: 0,
    conforming: 0,
    ignored: 0,
  };
  for (const { verdict } of audited) counts[verdict] += 1;
  return {
    names: worstFirst.flatMap((verdict) => audited.filter((one) => one.verdict === verdict)),
    counts,
    collisions: grouped(withFinding(audited, 'collision'), unified),
    versions: grouped(withFinding(audited, 'several-versions'), (name) => versionStem(name) ?? name),
    nearDuplicates: pairs(audited),
  };
}

function withFinding(audited: readonly AuditedName[], code: string): readonly string[] {
  return audited.filter(({ findings }) => findings.some((one) => one.code === code)).map(({ name }) => name);
}

/** A name may have no companion left: one that the convention says nothing about is not told of as a version. */
function grouped(names: readonly string[], keyOf: (name: string) => string): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = keyOf(name);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Each pair once, whichever of the two names the other. */
function pairs(audited: readonly AuditedName[]): readonly (readonly [string, string])[] {
  const known = new Map<string, readonly [string, string]>();
  for (const { name, findings } of audited) {
    for (const { code, suggestion } of findings) {
      if (code !== 'near-duplicate' || suggestion === undefined) continue;
      const pair = name < suggestion ? ([name, suggestion] as const) : ([suggestion, name] as const);
      known.set(pair.join(' '), pair);
    }
  }
  return [...known.values()];
}
