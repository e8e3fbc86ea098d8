/**
 * Which texts an expression may be, followed through the file: constants, fields, enum entries, functions, parameters,
 * defaults of environment variables. What comes from outside the file stays unknown, and gives nothing.
 */
import {
  collected,
  collects,
  fallsBack,
  flagDefault,
  formats,
  givesDefault,
  iterates,
  keepsList,
  looksUp,
  mapsEach,
  mapsPairs,
  pairs,
  passesOn,
  wraps,
} from './callWords.ts';
import { filled } from './filled.ts';
import { keysOf, sequence, viewsOf } from './lists.ts';
import { mapOf, mapOfPairs, pairOf, putBy } from './mappings.ts';
import {
  anyElement,
  type Call,
  type Declaration,
  type Expression,
  lastName,
  type Mapping,
  type Member,
  other,
  type Reference,
  type Sequence,
  simpleType,
  type Text,
} from './program.ts';
import { argumentFor, type Scopes } from './scopes.ts';
import { joined, pieces, templateParts } from './texts.ts';

/** Expressions that lead to each other end here, and so does a name with more values than anybody writes. */
const deepest = 16;
const mostValues = 200;
const longest = 1_000;
/** So many calls of the file's own functions are looked into, one by one. */
const mostCalls = 1000;

type Found = readonly Expression[];

/** What a file's names stand for. One for a file: answers are remembered. */
export class Values {
  readonly #scopes: Scopes;
  readonly #known = new Map<Expression, Found>();
  readonly #growth = new Map<Declaration, Found>();
  /** Functions whose value is being found: one that calls itself is not entered again. */
  readonly #entered = new Set<Declaration>();
  #callsLeft = mostCalls;

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /** The string literals that the expression may be, also those in lists. A joined text is a literal at its last part. */
  texts(expression: Expression, seen = new Set<Sequence>()): readonly Text[] {
    return this.resolve(expression).flatMap((value) => {
      if (value.kind === 'text') return [value];
      // `topics = topics + [more]` is a list that is in itself.
      if (value.kind !== 'sequence' || seen.has(value)) return [];
      seen.add(value);
      return value.items.flatMap((item) => this.texts(item, seen));
    });
  }

  /** What the expression may be after names are followed: literals, lists, mappings, calls nobody can look into. */
  resolve(expression: Expression, depth = 0): Found {
    if (depth > deepest) return [];
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    // A name that leads back to itself has no value by that way.
    this.#known.set(expression, []);
    const values = this.#resolve(expression, depth + 1).slice(0, mostValues);
    this.#known.set(expression, values);
    return values;
  }

  #resolve(expression: Expression, depth: number): Found {
    switch (expression.kind) {
      case 'reference':
        return this.#declared(this.#scopes.declarationsOf(expression), depth);
      case 'member':
        return this.#member(expression, depth);
      case 'choice':
        return expression.options.flatMap((option) => this.resolve(option, depth));
      case 'joined':
        return this.#joined(expression.parts, depth);
      case 'call':
        return this.#call(expression, depth);
      case 'text':
      case 'sequence':
      case 'mapping':
        return [expression];
      case 'other':
        return [];
    }
  }

  #declared(declarations: readonly Declaration[], depth: number): Found {
    return declarations.flatMap((declaration) => {
      const written = declaration.value === undefined ? [] : [declaration.value];
      const given = [...written, ...this.#scopes.givenTo(declaration)];
      const values = given.flatMap((one) => this.resolve(one, depth));
      const all = [...values, ...this.#grown(declaration, depth)];
      return all.length > 0 ? all : this.#anyEntry(declaration, depth);
    });
  }

  /** What the file puts into a collection. */
  #grown(declaration: Declaration, depth: number): Found {
    const known = this.#growth.get(declaration);
    if (known !== undefined) return known;
    // What is put in may be made of what is there.
    this.#growth.set(declaration, []);
    const calls = this.#scopes.growthOf(declaration).slice(0, mostValues);
    const grown = calls.flatMap((one) => putBy(one, (part) => this.resolve(part, depth)));
    this.#growth.set(declaration, grown);
    return grown;
  }

  /** A value of an enum that comes from elsewhere is one of its entries. */
  #anyEntry({ type }: Declaration, depth: number): Found {
    if (type === undefined) return [];
    return this.#scopes
      .entriesOf(simpleType(type))
      .flatMap(({ value }) => (value === undefined ? [] : this.resolve(value, depth)));
  }

  #member(member: Member, depth: number): Found {
    const receivers = this.resolve(member.of, depth);
    const made = receivers.flatMap((one) => (one.kind === 'call' ? this.#made(one, member.name, depth) : []));
    if (made.length > 0) return made;
    const declared = this.#scopes.membersOf(member);
    const isAbstract = declared.every(
      ({ value, parameter }) => value === undefined && parameter === undefined,
    );
    if (declared.length > 0)
      return this.#declared(isAbstract ? this.#scopes.namesakesOf(member) : declared, depth);
    return receivers.flatMap((value) => {
      switch (value.kind) {
        case 'mapping':
          return this.#entries(value, member.name).flatMap((one) => this.resolve(one, depth));
        case 'sequence':
          return this.#elements(value, member.name).flatMap((one) => this.resolve(one, depth));
        case 'text':
          // `Topics.ORDERS.value`, `topic.name`: what an enum entry or a text is made of.
          return [value];
        default:
          return [];
      }
    });
  }

  #entries({ entries }: Mapping, name: string): Found {
    return entries.filter(({ key }) => name === anyElement || key === name).map(({ value }) => value);
  }

  /** `topics[0]`, `topics[index]`. */
  #elements({ items }: Sequence, name: string): Found {
    return name === anyElement ? items : items.slice(Number.parseInt(name, 10)).slice(0, 1);
  }

  /** A property of something constructed: the argument that bears its name, or that its constructor keeps there. */
  #made(call: Call, name: string, depth: number): Found {
    const byName = call.arguments.find((one) => one.name === name);
    if (byName !== undefined) return this.resolve(byName.value, depth);
    const type = lastName(call.callee);
    const members = this.#scopes.membersIn(type, name);
    const index = members.flatMap((member) => this.#parameterOf(member, type))[0];
    return index === undefined ? [] : this.#argument(call, index, depth);
  }

  /** The parameter of the constructor that is the member, or that is assigned to it. */
  #parameterOf({ parameter, value }: Declaration, type: string | undefined): readonly number[] {
    if (parameter !== undefined) return [parameter.index];
    if (value?.kind !== 'reference') return [];
    return this.#scopes
      .declarationsOf(value)
      .flatMap((one) => (one.parameter?.of === type ? [one.parameter?.index ?? 0] : []));
  }

  #call(call: Call, depth: number): Found {
    const { callee, form } = call;
    const name = lastName(callee) ?? '';
    if (form === 'annotation') return [];
    if (form === 'new') {
      if (pairs.test(name) && call.arguments.length === 2) return [pairOf(call)];
      if (name === 'Map') return [...mapOfPairs(call, (one) => this.resolve(one, depth)), call];
      return collected.test(name) ? this.#argument(call, 0, depth) : [call];
    }
    const receivers = callee.kind === 'member' ? this.resolve(callee.of, depth) : [];
    const own = [...this.#accessed(callee, receivers, depth)];
    if (own.length === 0) own.push(...this.#returned(call, depth));
    return own.length > 0 ? own : this.#byName(call, name, receivers, depth);
  }

  /** What an accessor gives of something constructed. */
  #accessed(callee: Expression, receivers: Found, depth: number): Found {
    const property = this.#property(callee);
    return receivers.flatMap((one) => {
      if (one.kind === 'mapping')
        return this.#entries(one, property).flatMap((value) => this.resolve(value, depth));
      return one.kind === 'call' ? this.#made(one, property, depth) : [];
    });
  }

  /** Calls that every language has, by their names. */
  #byName(call: Call, name: string, receivers: Found, depth: number): Found {
    const { arguments: given } = call;
    const flag = flagDefault(name, given.length);
    if (flag !== undefined) return this.#argument(call, flag, depth);
    if (mapsEach.test(name) && given.length > 0) return [sequence(given.slice(-1).map(({ value }) => value))];
    if (name === 'array_map') return [sequence(given.slice(0, 1).map(({ value }) => value))];
    if (looksUp.test(name) && receivers.some(({ kind }) => kind === 'mapping'))
      return this.#lookedUp(call, depth);
    if (iterates.test(name) && given.length === 1) {
      const keys = this.#argument(call, 0, depth).flatMap((one) =>
        one.kind === 'mapping' ? [keysOf(one)] : [],
      );
      if (keys.length > 0) return keys;
      if (name === 'iter') return this.#argument(call, 0, depth);
    }
    if (keepsList.test(name)) return receivers.filter(({ kind }) => kind === 'sequence');
    const known = receivers.filter(({ kind }) => kind !== 'call');
    if (known.length > 0 && passesOn.test(name))
      return known.flatMap((one) => this.#partsOf(one, call, depth));
    if (/^split$/i.test(name) && given.length === 2)
      return this.#argument(call, 0, depth).flatMap((one) => this.#partsOf(one, call, depth, 1));
    const view = viewsOf.get(name);
    if (view !== undefined) return this.#contentOf(call, depth).map(view);
    if (formats.test(name)) return this.#formatted(call, depth);
    if (pairs.test(name) && given.length === 2) return [pairOf(call)];
    if (mapsPairs.test(name)) return mapOfPairs(call, (one) => this.resolve(one, depth));
    if (name === 'of' && call.callee.kind === 'member' && /Map$/.test(lastName(call.callee.of) ?? ''))
      return [mapOf(call, (one) => this.resolve(one, depth))];
    if (collects.test(name)) return [sequence(given.map(({ value }) => value))];
    if (wraps.test(name)) return this.#argument(call, 0, depth);
    return [...this.#fallback(call, name, depth), call];
  }

  #argument(call: Call, index: number, depth: number): Found {
    const argument = call.arguments[index];
    return argument === undefined ? [] : this.resolve(argument.value, depth);
  }

  /** What the file's own function gives back for the arguments of this call. */
  #returned(call: Call, depth: number): Found {
    return this.#scopes.functionsOf(call.callee).flatMap((function_) => {
      const { name, value } = function_;
      if (value === undefined || this.#callsLeft === 0 || this.#entered.has(function_)) return [];
      this.#callsLeft -= 1;
      this.#entered.add(function_);
      const values = this.resolve(
        filled(value, (reference) => this.#argumentFor(reference, name, call)),
        depth,
      );
      this.#entered.delete(function_);
      return values;
    });
  }

  /** What a name in a function stands for in a call of it: an argument, or a variable that is made of some. */
  #argumentFor(reference: Reference, function_: string, call: Call, depth = 0): Expression | undefined {
    const declared = this.#scopes.declarationsOf(reference);
    if (declared.some(({ parameter }) => parameter?.of === function_)) {
      const options = declared.map((one) => argumentFor(one, call.arguments) ?? one.value ?? other);
      return { kind: 'choice', options };
    }
    if (depth > 4 || !declared.some((one) => this.#scopes.isIn(function_, one))) return undefined;
    const fill = (one: Reference) => this.#argumentFor(one, function_, call, depth + 1);
    const options = declared.flatMap(({ value }) => (value === undefined ? [] : [filled(value, fill)]));
    return { kind: 'choice', options };
  }

  /** `topics.get("orders", …)`. */
  #lookedUp(call: Call, depth: number): Found {
    const { callee, arguments: given, at } = call;
    const key = this.#argument(call, 0, depth).find((one) => one.kind === 'text');
    const of = callee.kind === 'member' ? callee.of : other;
    const found = this.#member({ kind: 'member', of, name: key?.value ?? anyElement, at }, depth);
    return [...found, ...(given.length > 1 ? this.#argument(call, 1, depth) : [])];
  }

  /** `"orders.{}".format(x)`, `sprintf("orders.%s", x)`: what the template says, where all that fills it is known. */
  #formatted({ callee, arguments: given }: Call, depth: number): Found {
    const before = callee.kind === 'member' ? this.resolve(callee.of, depth) : [];
    const isReceiver = before.some(({ kind }) => kind === 'text');
    const first = given.slice(0, 1).flatMap(({ value }) => this.resolve(value, depth));
    const fill = isReceiver ? given : given.slice(1);
    return (isReceiver ? before : first).flatMap((template) =>
      template.kind === 'text' ? this.#joined(templateParts(template, fill), depth) : [],
    );
  }

  /** What `Object.values(topics)` and `topics.values()` look into: a mapping, a list, an enum, a class of constants. */
  #contentOf({ callee, arguments: given }: Call, depth: number): readonly (Mapping | Sequence)[] {
    const content = given[0]?.value ?? (callee.kind === 'member' ? callee.of : other);
    const members = this.#scopes.membersIn(lastName(content));
    const constants = members.filter((one) => one.isFunction !== true && one.parameter === undefined);
    if (constants.length > 0)
      return [sequence(constants.flatMap(({ value }) => (value === undefined ? [] : [value])))];
    return this.resolve(content, depth).filter(
      (value) => value.kind === 'mapping' || value.kind === 'sequence',
    );
  }

  /** What an accessor gives access to: `getTopicName()` to what it returns, else to `topicName`. */
  #property(callee: Expression): string {
    const name = lastName(callee) ?? '';
    for (const { value } of this.#scopes.functionsOf(callee)) {
      const returned = value?.kind === 'choice' ? value.options[0] : value;
      const property = returned === undefined ? undefined : lastName(returned);
      if (property !== undefined) return property;
    }
    const property = name.replace(/^get(?=[A-Z])/, '');
    return property.slice(0, 1).toLowerCase() + property.slice(1);
  }

  /** `getenv("X", "orders")`, `Environment.get("X").orElse("orders")`: the text that holds when nothing is set. */
  #fallback(call: Call, name: string, depth: number): Found {
    const { arguments: given } = call;
    const isDefault = givesDefault.test(name);
    if (!isDefault && !fallsBack.test(name)) return [];
    const named = given.find((one) => /^default/i.test(one.name ?? ''));
    if (named !== undefined) return this.resolve(named.value, depth);
    const positional = given.filter((one) => one.name === undefined);
    const last = positional.at(-1);
    if (last === undefined || (!isDefault && !this.#saysKey(positional, depth))) return [];
    return this.resolve(last.value, depth);
  }

  /** Whether what stands before the last argument is a key: a text or a constant, unlike `propertyOf(block, "topic")`. */
  #saysKey(given: Call['arguments'], depth: number): boolean {
    const key = given.at(-2)?.value;
    if (key === undefined) return false;
    return (
      /^[A-Z][A-Z\d_]+$/.test(lastName(key) ?? '') ||
      this.resolve(key, depth).some(({ kind }) => kind === 'text')
    );
  }

  /** The parts of a text that is split; `separator` is the place of the argument that says where. */
  #partsOf(value: Expression, call: Call, depth: number, separator = 0): Found {
    if (value.kind !== 'text' || !/^split/i.test(lastName(call.callee) ?? '')) return [value];
    const separators = this.#argument(call, separator, depth);
    return pieces(value, separators.find((one) => one.kind === 'text')?.value ?? ',');
  }

  /** One text for every way the parts can be put together. */
  #joined(parts: readonly Expression[], depth: number): Found {
    let whole: readonly Text[] | undefined;
    for (const part of parts) {
      const texts = this.resolve(part, depth).filter((value) => value.kind === 'text');
      if (texts.length === 0) return [];
      const isWritten = part.kind === 'text';
      const longer = whole?.flatMap((left) => texts.map((right) => joined(left, right, isWritten)));
      // Nobody's topic is that long, and a machine's text doubles with every part.
      whole = (longer ?? texts).filter(({ value }) => value.length <= longest).slice(0, mostValues);
    }
    return whole ?? [];
  }
}
