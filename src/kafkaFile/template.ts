/**
 * Templates in keys, headers and values: `{{string.uuid}}`, `{{$timestamp}}`. Finds them, tells mistakes
 * from ordinary nested JSON, and fills them in; it does not know the functions themselves.
 */
import { readArguments } from './arguments.ts';
import { type Problem, problem, type Span } from './syntax.ts';

/** The functions templates call, handed in: there are hundreds and they are random. */
export interface TemplateFunctions {
  /** Methods by module; what is not listed is reported. */
  readonly modules: ReadonlyMap<string, ReadonlySet<string>>;
  /** After the same seed the same calls give the same values. */
  seed(seed: number): void;
  /** Throws an Error when the function refuses its arguments. */
  call(module: string, method: string, values: readonly unknown[]): unknown;
}

export type Clock = '$timestamp' | '$date.now' | '$date.iso' | '$date.unix';
const clockNames: readonly Clock[] = ['$timestamp', '$date.now', '$date.iso', '$date.unix'];

/** A `{{…}}` with a meaning; the span includes the braces. */
export type TemplateCall =
  | (Span & { readonly kind: 'clock'; readonly name: Clock })
  | (Span & {
      readonly kind: 'function';
      readonly module: string;
      readonly method: string;
      readonly values: readonly unknown[];
    });

export interface Template {
  readonly text: string;
  readonly calls: readonly TemplateCall[];
  /** Mistakes of writing, with offsets in the text; those of severity `error` make it useless. */
  readonly problems: readonly Problem[];
}

/** A function of a template that refused its arguments, or failed on them. */
export class TemplateFailure extends Error {
  readonly call: string;

  constructor(call: string, reason: string) {
    super(reason);
    this.call = call;
  }
}

export function parseTemplate(text: string): Template {
  const calls: TemplateCall[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (at < text.length) {
    const open = opening(text, at);
    problems.push(...strayEnds(text, at, open));
    if (open === text.length) {
      break;
    }
    const found = readCall(text, open);
    if ('call' in found) {
      calls.push(found.call);
      at = found.call.end;
    } else {
      problems.push(...found.problems);
      at = found.end;
    }
  }
  return { text, calls, problems };
}

/** Problems of calls that are well written but call nothing there is. */
export function unknownCalls(
  template: Template,
  functions: Pick<TemplateFunctions, 'modules'>,
): readonly Problem[] {
  return template.calls.flatMap((call) => {
    if (call.kind === 'clock') {
      return [];
    }
    const methods = functions.modules.get(call.module);
    const start = call.start + 2 + (methods === undefined ? 0 : call.module.length + 1);
    const name = methods === undefined ? call.module : call.method;
    if (methods?.has(call.method) === true) {
      return [];
    }
    const span = { start, end: start + name.length };
    const now = formerNames[`${call.module}.${call.method}`];
    if (now !== undefined) {
      const template = '"{0}" is now called "{1}".';
      const names = {
        start: call.start + 2,
        end: call.start + 2 + call.module.length + 1 + call.method.length,
      };
      const fix = { ...names, title: 'Change to {0}', values: [now], newText: now };
      return [
        { ...problem('template', 'error', names, template, `${call.module}.${call.method}`, now), fix },
      ];
    }
    return [
      methods === undefined
        ? problem('template', 'error', span, 'There is no template module "{0}".', name)
        : problem(
            'template',
            'error',
            span,
            'The template module "{0}" has no method "{1}".',
            call.module,
            name,
          ),
    ];
  });
}

/**
 * The text with its calls replaced. `now` is in milliseconds since the epoch. Functions may be left out
 * when no call needs them; one that refuses its arguments ends it with a `TemplateFailure`.
 */
export function renderTemplate(template: Template, now: number, functions?: TemplateFunctions): string {
  let rendered = '';
  let at = 0;
  for (const call of template.calls) {
    rendered += template.text.slice(at, call.start) + textOf(call, now, functions);
    at = call.end;
  }
  return rendered + template.text.slice(at);
}

function textOf(call: TemplateCall, now: number, functions: TemplateFunctions | undefined): string {
  if (call.kind === 'clock') {
    return clockText(call.name, now);
  }
  const value = resultOf(call, functions);
  const isPlain =
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? JSON.stringify(value) : String(value);
}

function resultOf(
  { module, method, values }: TemplateCall & { readonly kind: 'function' },
  functions: TemplateFunctions | undefined,
): unknown {
  try {
    return functions?.call(module, method, values);
  } catch (error) {
    throw new TemplateFailure(`${module}.${method}`, error instanceof Error ? error.message : String(error));
  }
}

function clockText(name: Clock, now: number): string {
  switch (name) {
    case '$timestamp':
    case '$date.now':
      return String(now);
    case '$date.iso':
      return new Date(now).toISOString();
    case '$date.unix':
      return String(Math.floor(now / 1000));
  }
}

/** Where the next `{{` opens: of three or more braces the last two do. The text's length when there is none. */
function opening(text: string, from: number): number {
  let open = text.indexOf('{{', from);
  if (open === -1) {
    return text.length;
  }
  while (text[open + 2] === '{') {
    open += 1;
  }
  return open;
}

/** Enough for any call a person writes; a bound for values of megabytes on one line. */
const longestCall = 500;
const lostCall = /(?<![\w.$-])(?:[a-z]\w*\.[a-z]\w*(?:\([^{}]*\))?|\$timestamp|\$date\.(?:now|iso|unix))$/;

/** `}}` without its `{{`: in JSON the usual end of nested objects, a mistake only after what looks like a call. */
function strayEnds(text: string, from: number, to: number): readonly Problem[] {
  const problems: Problem[] = [];
  const stretch = text.slice(from, to);
  let at = stretch.indexOf('}}');
  while (at !== -1) {
    const call = lostCall.exec(stretch.slice(Math.max(0, at - longestCall), at))?.[0];
    if (call !== undefined) {
      const span = { start: from + at - call.length, end: from + at + 2 };
      problems.push(problem('template', 'error', span, 'The template "{0}" must be opened with {{.', call));
    }
    at = stretch.indexOf('}}', at + 2);
  }
  return problems;
}

type Found =
  | { readonly call: TemplateCall }
  | { readonly problems: readonly Problem[]; readonly end: number };

const functionName = /([a-z]\w*)\.([a-zA-Z]\w*)/y;

function readCall(text: string, open: number): Found {
  const start = open + 2;
  const clock = clockNames.find((name) => text.startsWith(`${name}}}`, start));
  if (clock !== undefined) {
    return { call: { kind: 'clock', name: clock, start: open, end: start + clock.length + 2 } };
  }
  functionName.lastIndex = start;
  const match = functionName.exec(text);
  const [name, module, method] = match ?? [];
  if (name !== undefined && module !== undefined && method !== undefined) {
    const after = start + name.length;
    const read = text[after] === '(' ? parenthesised(text, after + 1) : { values: [], end: after };
    if (read !== undefined && text.startsWith('}}', read.end)) {
      return {
        call: { kind: 'function', module, method, values: read.values, start: open, end: read.end + 2 },
      };
    }
  }
  return mistake(text, open);
}

/** Arguments as values, else everything up to `)}}` as one text, as faker itself takes it. */
function parenthesised(text: string, start: number): ReturnType<typeof readArguments> {
  const read = readArguments(text, start);
  if (read !== undefined && text.startsWith('}}', read.end)) {
    return read;
  }
  const close = text.indexOf(')}}', start);
  const raw = close === -1 ? undefined : text.slice(start, close);
  return raw === undefined || raw.includes('{{') ? undefined : { values: [raw.trim()], end: close + 1 };
}

/** What is wrong with a `{{` that begins no call; most other tools' braces are none of our business. */
function mistake(text: string, open: number): Found {
  const start = open + 2;
  const near = text.slice(start, start + longestCall).indexOf('}}');
  const close = near === -1 ? -1 : start + near;
  const startsCall = /[a-z$]/.test(text[start] ?? '');
  if (close === -1) {
    const rest = text.slice(start, start + longestCall);
    const newline = rest.search(/[\r\n]/);
    const span = { start: open, end: start + (newline === -1 ? rest.length : newline) };
    const shown = text.slice(start, span.end).trim();
    const found = problem('template', 'error', span, 'The template "{0}" must be closed with }}.', shown);
    return { problems: startsCall ? [found] : [], end: start };
  }
  const content = text.slice(start, close);
  const span = { start: open, end: close + 2 };
  const inner = content.indexOf('{{');
  if (inner !== -1) {
    const token = { start: start + inner, end: start + inner + 2 };
    const found = problem('template', 'error', token, 'Unexpected {{ inside a template.');
    return { problems: startsCall ? [found] : [], end: startsCall ? close + 2 : start + inner };
  }
  const end = close + 2;
  if (startsCall && content[0] !== '$') {
    const template = 'The template "{0}" is no call: write it like string.uuid or number.int(10).';
    return { problems: [problem('template', 'error', span, template, content)], end };
  }
  const looksMeant = /^\s*\$?[\w.$\s]*(?:\(.*\))?\s*$/.test(content);
  const template = '"{0}" is sent as it stands: no template begins like this.';
  return {
    problems: looksMeant ? [problem('template', 'warning', span, template, text.slice(open, end))] : [],
    end,
  };
}

/** Names of older releases of faker that files of "Tools for Apache Kafka" still hold. */
const formerNames: Readonly<Record<string, string>> = {
  'random.uuid': 'string.uuid',
  'datatype.uuid': 'string.uuid',
  'random.number': 'number.int',
  'datatype.number': 'number.int',
  'datatype.float': 'number.float',
  'random.float': 'number.float',
  'random.boolean': 'datatype.boolean',
  'random.word': 'lorem.word',
  'random.words': 'lorem.words',
  'random.alphaNumeric': 'string.alphanumeric',
  'random.arrayElement': 'helpers.arrayElement',
  'name.firstName': 'person.firstName',
  'name.lastName': 'person.lastName',
  'name.fullName': 'person.fullName',
  'name.findName': 'person.fullName',
  'name.jobTitle': 'person.jobTitle',
  'address.city': 'location.city',
  'address.country': 'location.country',
  'address.streetAddress': 'location.streetAddress',
  'address.zipCode': 'location.zipCode',
  'internet.userName': 'internet.username',
  'phone.phoneNumber': 'phone.number',
  'company.companyName': 'company.name',
};
