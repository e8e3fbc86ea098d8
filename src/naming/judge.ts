/**
 * The judgement of names where they stand: `check`'s findings, as loud as the place deserves. The same for a folder on
 * the command line and for files in the editor. It finds no names and reads no files.
 */
import { examine, type Verdict, verdictOf } from './check.ts';
import type { Convention, Finding, NameContext, Severity } from './convention.ts';
import { NameIndex } from './nameIndex.ts';

/** A name in use, and where. */
export interface UsedName {
  readonly name: string;
  /** The file, relative to the folder, with `/`. */
  readonly path: string;
  /** It stands in documentation. */
  readonly mention: boolean;
}

/** What holds in a folder. */
export interface Agreement {
  /** The convention for a file of the folder; the same object for files of the same convention. */
  readonly conventionFor: (path: string) => Convention;
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

/** How loud a finding is; an index says how grave. */
const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

export class Judge {
  readonly #agreement: Agreement;
  readonly #index = new NameIndex();
  /** The convention is in use: agreed on, or followed by some name. */
  #isAdopted: boolean;
  /** Names that do not conform, by convention, until one does. */
  readonly #strangers = new Map<Convention, Set<string>>();
  /** What has been said before, by convention. */
  readonly #known = new Map<Convention, Map<string, Judgement>>();

  constructor(agreement: Agreement) {
    this.#agreement = agreement;
    this.#isAdopted = agreement.isAgreed;
  }

  /** Takes note of a name that is in use. All names are to be known before one of them is judged. */
  learn({ name, path, mention }: UsedName): void {
    this.#index.add(name);
    // A document that explains the convention does not adopt it.
    if (this.#isAdopted || mention) return;
    const convention = this.#agreement.conventionFor(path);
    const strangers = this.#strangers.get(convention) ?? new Set();
    if (strangers.has(name)) return;
    this.#strangers.set(convention, strangers.add(name));
    this.#isAdopted = verdictOf(name, convention, { service: this.#agreement.service }) === 'conforming';
  }

  judge(used: UsedName): Judgement {
    const convention = this.#agreement.conventionFor(used.path);
    const known = this.#known.get(convention) ?? new Map<string, Judgement>();
    this.#known.set(convention, known);
    const loudest = this.#loudest(used);
    const key = `${loudest} ${used.name}`;
    const judgement = known.get(key) ?? this.#judge(used.name, convention, loudest);
    known.set(key, judgement);
    return judgement;
  }

  #judge(name: string, convention: Convention, loudest: Severity): Judgement {
    const context: NameContext = { service: this.#agreement.service, existing: this.#index.near(name) };
    const { findings, verdict } = examine(name, convention, context);
    if (!this.#agreement.baseline.has(name)) {
      return { verdict, findings: findings.map((finding) => atMost(finding, loudest)) };
    }
    const grave = findings.filter(({ level }) => level !== 'convention');
    return { verdict: grave.length > 0 ? verdict : 'ignored', findings: grave };
  }

  /** How loud a departure from the convention may be: in documentation, and before anybody follows it, hardly. */
  #loudest({ path, mention }: UsedName): Severity {
    if (mention) return 'hint';
    return this.#isAdopted || path.endsWith('.kafka') ? 'error' : 'information';
  }
}

function atMost(finding: Finding, loudest: Severity): Finding {
  if (finding.level !== 'convention') return finding;
  const severity = severities[Math.min(severities.indexOf(finding.severity), severities.indexOf(loudest))];
  return { ...finding, severity: severity ?? loudest };
}
