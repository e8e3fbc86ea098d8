/**
 * Enough English to tell `created` (something happened) from `create` (do it): for guesses and hints only,
 * never for a warning.
 */

/** Verbs that name what commands ask for; an entry with a value has an irregular past. */
const verbs: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ...regular(
    'accept activate add allocate apply approve archive assign authorize calculate cancel capture charge',
    'close complete confirm create deactivate debit decline delete deliver deny disable dispatch download',
    'enable enroll expire export fail fetch finish fulfill generate import index initiate install invite',
    'invoke issue join load lock merge migrate move notify open order pick place process provision publish',
    'pull purge push receive recalculate refund refresh register reject release remove rename renew replace',
    'request reserve reset resolve restore resume retry return revoke rollback schedule ship sign start stop',
    'store submit subscribe suspend sync terminate transfer trigger unlock unsubscribe update upload upsert',
    'validate verify',
  ),
  ['begin', 'begun'],
  ['buy', 'bought'],
  ['make', 'made'],
  ['pay', 'paid'],
  ['sell', 'sold'],
  ['send', 'sent'],
  ['withdraw', 'withdrawn'],
  ['write', 'written'],
]);

/** Verbs that are as often nouns: alone they prove nothing. */
const nouns = new Set(
  (
    'charge debit download export fetch import index issue load lock move order pick place process ' +
    'refund refresh release request reset return schedule sign start stop store sync transfer trigger update upload'
  ).split(' '),
);

const irregularPasts = new Set(
  (
    'begun bought broken brought built caught chosen done drawn driven fallen forgotten found frozen given ' +
    'gone held hidden kept left lost made met paid seen sent shown sold spent stolen stuck taken taught told ' +
    'thrown won withdrawn written'
  ).split(' '),
);

/** Words that end in "ed" and are no pasts. */
const falsePasts = new Set(
  'bed bleed breed embed exceed feed hundred indeed need proceed red sacred seed shed shred speed succeed wed weed'.split(
    ' ',
  ),
);

/** `created`, `paid`: something has happened. */
export function isPast(word: string): boolean {
  return irregularPasts.has(word) || (word.length > 3 && word.endsWith('ed') && !falsePasts.has(word));
}

/** `create`, `send`: a request; verbs that double as nouns only count when `nounsToo` says so. */
export function isImperative(word: string, nounsToo = false): boolean {
  return verbs.has(word) && (nounsToo || !nouns.has(word));
}

/** `create` → `created`, `cancel` → `cancelled`, `pay` → `paid`; undefined for an unknown verb. */
export function pastOf(verb: string): string | undefined {
  if (!verbs.has(verb)) {
    return undefined;
  }
  return verbs.get(verb) ?? regularPast(verb);
}

/** `created` → `create`; undefined for an unknown verb. */
export function imperativeOf(past: string): string | undefined {
  for (const verb of verbs.keys()) {
    if (pastOf(verb) === past || (verb === 'cancel' && past === 'canceled')) {
      return verb;
    }
  }
  return undefined;
}

/** Verbs that double their last letter; `cancelled` is how most topics spell it. */
const doubling = new Set(['cancel', 'ship', 'stop', 'submit', 'transfer']);

function regularPast(verb: string): string {
  if (verb.endsWith('e')) {
    return `${verb}d`;
  }
  if (/[^aeiou]y$/.test(verb)) {
    return `${verb.slice(0, -1)}ied`;
  }
  return doubling.has(verb) ? `${verb}${verb.at(-1) ?? ''}ed` : `${verb}ed`;
}

function regular(...lines: readonly string[]): readonly (readonly [string, undefined])[] {
  return lines.flatMap((line) => line.split(' ')).map((verb) => [verb, undefined] as const);
}
