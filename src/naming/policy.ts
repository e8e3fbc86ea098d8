/**
 * An enforced convention: which names it forbids, and why. One judgement for Create Topic and for the broker, so that
 * both refuse with the same sentence. Names that Kafka refuses by itself, and collisions, are not its matter.
 */
import { check } from './check.ts';
import type { Convention, Finding } from './convention.ts';

/** Plain data: it crosses from the editor's thread to the cluster's. */
export interface NamingPolicy {
  readonly convention: Convention;
  /** The team's service, as in `NameContext`. */
  readonly service?: string | undefined;
  /** Names that were there when the convention was adopted. */
  readonly baseline?: ReadonlySet<string> | undefined;
}

/** Why an enforced convention forbids a topic of this name; undefined when it does not. */
export function violation(
  name: string,
  { convention, service, baseline }: NamingPolicy,
): Finding | undefined {
  if (baseline?.has(name) === true) return undefined;
  return check(name, convention, { service }).find(
    (finding) => finding.level === 'convention' && isDeparture(finding),
  );
}

/** Remarks and hints do not make a name a wrong one. */
export function isDeparture({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}
