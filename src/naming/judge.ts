/**
 * The judgement of names where they stand: `check`'s findings, as loud as the place deserves. The same for a folder on
 * the command line and for files in the editor. It finds no names and reads no files.
 */
import { check, type Verdict, verdictOf } from './check.ts';
import type { Convention, Finding, NameContext, Severity } from './convention.ts';
import { NameIndex } from './nameIndex.ts';

/** A name in use, and where. */
export interface UsedName {
  readonly name: string;
  /** The file, relative to the folder, with `/`; undefined for a topic of a cluster. */
  readonly path?: string;
  /** It stands in documentation. */
  readonly mention?: boolean;
}

/** What holds in a folder. */
export interface Agreement {
  /** The convention for a file of the folder, or for none. */
  readonly conventionFor: (path?: string) => Convention;
  readonly baseline: ReadonlySet<string>;
  readonly service: string | undefined;
  /** A team config says what holds, so departures from it are warnings. */
  readonly isAgreed: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The gravest first; empty for a name of which there is nothing to say. */
  readonly findings: readonly Finding[];
}

/** How loud a finding is at the most; an index says how grave. */
const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

export class Judge {
  readonly #agreement: Agreement;
  readonly #index: NameIndex;
  /** The convention is in use: agreed on, or followed by some name. */
  readonly #isAdopted: boolean;
  readonly #known = new Map<string, Judgement>();

  /** `names` are all that are in use in the folder, and on its cluster. */
  constructor(names: Iterable<UsedName>, agreement: Agreement) {
    const all = [...names];
    this.#agreement = agreement;
    this.#index = new NameIndex(all.map(({ name }) => name));
    this.#isAdopted = agreement.isAgreed || all.some((one) => this.#follows(one));
  }

  judge(used: UsedName): Judgement {
    const convention = this.#agreement.conventionFor(used.path);
    const most = this.#loudest(used);
    const key = [used.name, most, convention.severity, convention.template].join('\n');
    const known = this.#agreement.conventionFor(undefined) === convention ? this.#known.get(key) : undefined;
    if (known !== undefined) return known;
    const judgement = this.#judge(used.name, convention, most);
    if (this.#agreement.conventionFor(undefined) === convention) this.#known.set(key, judgement);
    return judgement;
  }

  #judge(name: string, convention: Convention, most: Severity): Judgement {
    const context = this.#context(name);
    const findings = check(name, convention, context);
    const isOld = this.#agreement.baseline.has(name);
    const verdict = verdictOf(name, convention, context);
    return {
      verdict: isOld && (verdict === 'convention' || verdict === 'conforming') ? 'ignored' : verdict,
      findings: findings
        .filter(({ level }) => level !== 'convention' || !isOld)
        .map((finding) => (finding.level === 'convention' ? atMost(finding, most) : finding)),
    };
  }

  #follows({ name, path }: UsedName): boolean {
    return (
      verdictOf(name, this.#agreement.conventionFor(path), { service: this.#agreement.service }) ===
      'conforming'
    );
  }

  #loudest({ path, mention }: UsedName): Severity {
    if (mention === true) return 'hint';
    const isSource = path !== undefined && !path.endsWith('.kafka');
    return isSource && !this.#isAdopted ? 'information' : 'error';
  }

  #context(name: string): NameContext {
    return { service: this.#agreement.service, existing: this.#index.near(name) };
  }
}

function atMost(finding: Finding, most: Severity): Finding {
  const severity = severities[Math.min(severities.indexOf(finding.severity), severities.indexOf(most))];
  return { ...finding, severity: severity ?? most };
}
