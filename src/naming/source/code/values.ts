/**
 * Which texts an expression may be, followed through the file: constants, fields, enum entries, functions, parameters,
 * defaults of environment variables. What comes from outside the file stays unknown, and gives nothing.
 */
import {
  anyElement,
  type Call,
  type Declaration,
  type Expression,
  lastName,
  type Mapping,
  type Member,
  other,
  type Program,
  type Reference,
  type Sequence,
  simpleType,
  type Text,
} from './program.ts';

/** Expressions that lead to each other end here, and so does a name with more values than anybody writes. */
const deepest = 16;
const mostValues = 200;

/** What a file's names stand for. One for a file: answers are remembered. */
export class Values {
  readonly #program: Program;
  readonly #callsOf = new Map<string, Call[]>();
  /** Functions whose value is being found: one that calls itself is not entered again. */
  readonly #entered = new Set<Declaration>();
  readonly #scopesByFunction = new Map<string, Declaration[]>();
  readonly #known = new Map<Expression, readonly Expression[]>();

  constructor(program: Program) {
    this.#program = program;
    for (const declaration of [...program.declarations.values()].flat()) {
      const name = declaration.parameter?.of;
      if (name !== undefined)
        this.#scopesByFunction.set(name, [...(this.#scopesByFunction.get(name) ?? []), declaration]);
    }
    for (const call of program.calls) {
      if (call.form === 'annotation') continue;
      const name = lastName(call.callee);
      if (name !== undefined) this.#callsOf.set(name, [...(this.#callsOf.get(name) ?? []), call]);
    }
  }

  /** The string literals that the expression may be, also those in lists. A joined text is a literal at its last part. */
  texts(expression: Expression, seen = new Set<Sequence>()): readonly Text[] {
    const found: Text[] = [];
    for (const value of this.resolve(expression)) {
      if (value.kind === 'text') found.push(value);
      // `topics = topics + [more]` is a list that is in itself.
      if (value.kind !== 'sequence' || seen.has(value)) continue;
      seen.add(value);
      found.push(...value.items.flatMap((item) => this.texts(item, seen)));
    }
    return found;
  }

  /** What the expression may be after names are followed: literals, lists, mappings, calls nobody can look into. */
  resolve(expression: Expression, depth = 0): readonly Expression[] {
    if (depth > deepest) return [];
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    // A name that leads back to itself has no value by that way.
    this.#known.set(expression, []);
    const values = this.#resolve(expression, depth + 1).slice(0, mostValues);
    this.#known.set(expression, values);
    return values;
  }

  /** The declarations a name may mean where it is said: those of the innermost scope that has any. */
  declarationsOf({ name, at }: Pick<Reference, 'name' | 'at'>): readonly Declaration[] {
    const visible = (this.#program.declarations.get(name) ?? []).filter(
      ({ from, to }) => from <= at && at < to,
    );
    const narrowest = Math.min(...visible.map(({ from, to }) => to - from));
    return visible.filter(({ from, to }) => to - from === narrowest);
  }

  /** The declarations of `of.name`: of the class that `of` names, or of the one around for `this`. */
  membersOf({ of, name, at }: Member): readonly Declaration[] {
    const all = (this.#program.declarations.get(name) ?? []).filter(({ owner }) => owner !== undefined);
    const owner = lastName(of);
    if (owner === undefined) return [];
    if (isItself.test(owner)) {
      const inside = all.filter(({ from, to }) => from <= at && at < to);
      return inside.length > 0 ? inside : all;
    }
    const direct = all.filter((declaration) => declaration.owner === owner);
    if (direct.length > 0) return direct;
    const types = this.#typesOf(of);
    return all.filter((declaration) => types.includes(declaration.owner ?? ''));
  }

  #typesOf(expression: Expression): readonly string[] {
    const declarations =
      expression.kind === 'reference'
        ? this.declarationsOf(expression)
        : expression.kind === 'member'
          ? this.membersOf(expression)
          : [];
    return declarations.flatMap(({ type, value }) => {
      if (type !== undefined) return [simpleType(type)];
      return value?.kind === 'call' ? [lastName(value.callee) ?? ''] : [];
    });
  }

  #resolve(expression: Expression, depth: number): readonly Expression[] {
    switch (expression.kind) {
      case 'reference':
        return this.#declared(this.declarationsOf(expression), depth);
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

  #declared(declarations: readonly Declaration[], depth: number): readonly Expression[] {
    return declarations.flatMap((declaration) => [
      ...(declaration.value === undefined ? [] : this.resolve(declaration.value, depth)),
      ...this.#handedOver(declaration, depth),
    ]);
  }

  /** What the file's own calls give a parameter. */
  #handedOver(declaration: Declaration, depth: number): readonly Expression[] {
    const { parameter, name } = declaration;
    if (parameter === undefined) return [];
    const owner = this.#homeOf(declaration);
    const calls = (this.#callsOf.get(parameter.of) ?? []).filter(({ callee }) => this.#isOn(callee, owner));
    return calls.flatMap(({ arguments: given }) => {
      const argument =
        given.find((one) => one.name === name) ??
        (given[parameter.index]?.name === undefined ? given[parameter.index] : undefined);
      return argument === undefined ? [] : this.resolve(argument.value, depth);
    });
  }

  /** The class whose method takes the parameter; null for a function of no class, undefined for a constructor. */
  #homeOf({ parameter, from, to }: Declaration): string | null | undefined {
    const functions = (this.#program.declarations.get(parameter?.of ?? '') ?? []).filter(
      (one) => one.isFunction === true && one.from <= from && to <= one.to,
    );
    const narrowest = functions.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    return narrowest === undefined ? undefined : (narrowest.owner ?? null);
  }

  /** Whether a method of `owner` is what is called: `response.send("hello")` is not the file's own `send`. */
  #isOn(callee: Expression, owner: string | null | undefined): boolean {
    if (owner === undefined || callee.kind !== 'member') return true;
    const receiver = lastName(callee.of);
    if (owner === null) return receiver !== undefined && isModule.test(receiver);
    if (receiver !== undefined && (isItself.test(receiver) || receiver === owner)) return true;
    const types = callee.of.kind === 'call' ? [lastName(callee.of.callee)] : this.#typesOf(callee.of);
    return types.includes(owner);
  }

  #member(member: Member, depth: number): readonly Expression[] {
    const declared = this.membersOf(member);
    const has = (one: Declaration) => one.value !== undefined || one.parameter !== undefined;
    // An abstract member has its values in the classes that are made of this one.
    if (declared.length > 0)
      return this.#declared(declared.some(has) ? declared : this.#namesakes(member), depth);
    return this.resolve(member.of, depth).flatMap((value) => {
      if (value.kind === 'mapping') {
        const entries = value.entries.filter(({ key }) => key === member.name || member.name === anyElement);
        return entries.flatMap((entry) => this.resolve(entry.value, depth));
      }
      if (value.kind === 'sequence') return this.#elements(value, member.name, depth);
      // `Topics.ORDERS.value`, `topic.name`: what an enum entry or a text is made of.
      if (value.kind === 'text') return [value];
      return value.kind === 'call' && value.form !== 'annotation'
        ? this.#made(value, member.name, depth)
        : [];
    });
  }

  #namesakes({ of, name }: Member): readonly Declaration[] {
    if (!isItself.test(lastName(of) ?? '')) return [];
    return (this.#program.declarations.get(name) ?? []).filter(({ owner }) => owner !== undefined);
  }

  /** `topics[0]`, `topics[index]`. */
  #elements({ items }: Sequence, name: string, depth: number): readonly Expression[] {
    if (name !== anyElement) return this.resolve(items[Number.parseInt(name, 10)] ?? other, depth);
    return items.flatMap((item) => this.resolve(item, depth));
  }

  /** A property of something constructed: the argument that bears its name, or that its constructor keeps there. */
  #made(call: Call, name: string, depth: number): readonly Expression[] {
    const byName = call.arguments.find((one) => one.name === name);
    if (byName !== undefined) return this.resolve(byName.value, depth);
    const type = lastName(call.callee);
    const members = (this.#program.declarations.get(name) ?? []).filter(({ owner }) => owner === type);
    const index = members.flatMap((member) => this.#parameterOf(member, type))[0];
    return index === undefined ? [] : this.#argument(call, index, depth);
  }

  /** The parameter of the constructor that is the member, or that is assigned to it. */
  #parameterOf({ parameter, value }: Declaration, type: string | undefined): readonly number[] {
    if (parameter !== undefined) return [parameter.index];
    if (value?.kind !== 'reference') return [];
    return this.declarationsOf(value).flatMap((one) =>
      one.parameter?.of === type ? [one.parameter?.index ?? 0] : [],
    );
  }

  #call(call: Call, depth: number): readonly Expression[] {
    const name = lastName(call.callee) ?? '';
    if (call.form === 'new') return collected.test(name) ? this.#argument(call, 0, depth) : [call];
    if (call.form === 'annotation') return [];
    const { callee } = call;
    const receivers = callee.kind === 'member' ? this.resolve(callee.of, depth) : [];
    const made = receivers.flatMap((one) =>
      one.kind === 'call' ? this.#made(one, this.#property(callee), depth) : [],
    );
    if (made.length > 0) return made;
    const returned = this.#returned(call, depth);
    if (returned.length > 0) return returned;
    if (mapsEach.test(name) && call.arguments.length > 0)
      return [{ kind: 'sequence', items: call.arguments.slice(-1).map(({ value }) => value) }];
    if (receivers.length > 0 && passesOn.test(name))
      return receivers.flatMap((one) => this.#partsOf(one, call, depth));
    if (name === 'array_map')
      return [{ kind: 'sequence', items: call.arguments.slice(0, 1).map(({ value }) => value) }];
    const view = viewsOf.get(name);
    if (view !== undefined) return this.#contentOf(call, depth).map(view);
    const looked = this.#lookedUp(call, name, receivers, depth);
    if (looked.length > 0) return looked;
    if (formats.test(name)) return this.#formatted(call, depth);
    if (collects.test(name)) return [{ kind: 'sequence', items: call.arguments.map(({ value }) => value) }];
    if (wraps.test(name)) return this.#argument(call, 0, depth);
    return [...this.#fallback(call, name, depth), call];
  }

  /** What the file's own function gives back for the arguments of this call. */
  #returned(call: Call, depth: number): readonly Expression[] {
    return this.#functionsOf(call.callee).flatMap((function_) => {
      if (function_.value === undefined || this.#entered.has(function_)) return [];
      this.#entered.add(function_);
      const values = this.resolve(this.#filled(function_.value, function_.name, call), depth);
      this.#entered.delete(function_);
      return values;
    });
  }

  /** The expression with the arguments of the call in the place of the function's parameters. */
  #filled(expression: Expression, name: string, call: Call, depth = 0): Expression {
    if (depth > deepest) return other;
    const fill = (one: Expression) => this.#filled(one, name, call, depth + 1);
    switch (expression.kind) {
      case 'reference': {
        const declared = this.declarationsOf(expression);
        if (declared.some(({ parameter }) => parameter?.of === name))
          return { kind: 'choice', options: declared.flatMap((one) => this.#given(one, call).map(fill)) };
        // A variable of the function's own may be made of its parameters.
        const isOwn = declared.some(({ from, to }) => this.#takesParameters(name, from, to));
        const options = declared.flatMap(({ value }) => (value === undefined ? [] : [fill(value)]));
        return isOwn ? { kind: 'choice', options } : expression;
      }
      case 'choice':
        return { kind: 'choice', options: expression.options.map(fill) };
      case 'joined':
        return { kind: 'joined', parts: expression.parts.map(fill) };
      case 'sequence':
        return { kind: 'sequence', items: expression.items.map(fill) };
      case 'member':
        return { ...expression, of: fill(expression.of) };
      case 'mapping':
        return {
          ...expression,
          entries: expression.entries.map((entry) => ({ ...entry, value: fill(entry.value) })),
        };
      case 'call': {
        const { callee, arguments: given } = expression;
        const filled = callee.kind === 'member' ? { ...callee, of: fill(callee.of) } : callee;
        return {
          ...expression,
          callee: filled,
          arguments: given.map((one) => ({ ...one, value: fill(one.value) })),
        };
      }
      case 'text':
      case 'other':
        return expression;
    }
  }

  /** What a call gives a parameter; what it falls back to when it gives nothing. */
  #given({ parameter, name, value }: Declaration, { arguments: given }: Call): readonly Expression[] {
    const at = parameter?.index ?? 0;
    const argument =
      given.find((one) => one.name === name) ?? (given[at]?.name === undefined ? given[at] : undefined);
    return [argument?.value, value].filter((one) => one !== undefined).slice(0, 1);
  }

  /** Whether the scope is one in which the function has parameters. */
  #takesParameters(name: string, from: number, to: number): boolean {
    return (this.#scopesByFunction.get(name) ?? []).some((scope) => scope.from <= from && to <= scope.to);
  }

  /** `topics.get("orders", …)` */
  #lookedUp(
    call: Call,
    name: string,
    receivers: readonly Expression[],
    depth: number,
  ): readonly Expression[] {
    const { callee, arguments: given, at } = call;
    if (!/^(?:get|fetch|dig)$/.test(name) || !receivers.some(({ kind }) => kind === 'mapping')) return [];
    const key = this.#argument(call, 0, depth).find((one) => one.kind === 'text');
    const of = callee.kind === 'member' ? callee.of : other;
    const found = this.#member({ kind: 'member', of, name: key?.value ?? anyElement, at }, depth);
    return [...found, ...(given.length > 1 ? this.#argument(call, 1, depth) : [])];
  }

  /** `"orders.{}".format(x)`, `sprintf("orders.%s", x)`: what the template says, where all that fills it is known. */
  #formatted({ callee, arguments: given }: Call, depth: number): readonly Expression[] {
    const before = callee.kind === 'member' ? this.resolve(callee.of, depth) : [];
    const isReceiver = before.some(({ kind }) => kind === 'text');
    const templates = isReceiver
      ? before
      : given.slice(0, 1).flatMap(({ value }) => this.resolve(value, depth));
    const fill = isReceiver ? given : given.slice(1);
    return templates.flatMap((template) => {
      if (template.kind !== 'text') return [];
      let next = 0;
      const parts = template.value.split(/(\{\w*\}|%[sdv])/).map((part): Expression => {
        if (!/^[{%]/.test(part)) return { ...template, value: part };
        const label = part.slice(1, -1);
        const named = fill.find((one) => one.name === label && label !== '');
        const value = named ?? fill[/^\d+$/.test(label) ? Number(label) : next];
        next += 1;
        return value?.value ?? other;
      });
      return this.#joined(parts, depth);
    });
  }

  /** What `Object.values(topics)` and `topics.values()` look into. */
  #contentOf({ callee, arguments: given }: Call, depth: number): readonly (Mapping | Sequence)[] {
    const content = given[0]?.value ?? (callee.kind === 'member' ? callee.of : other);
    const own = this.#membersNamed(lastName(content));
    if (own.length > 0) return [{ kind: 'sequence', items: own }];
    return this.resolve(content, depth).filter(
      (value) => value.kind === 'mapping' || value.kind === 'sequence',
    );
  }

  /** The values of an enum's entries, or of a class's constants. */
  #membersNamed(owner: string | undefined): readonly Expression[] {
    if (owner === undefined) return [];
    return [...this.#program.declarations.values()]
      .flat()
      .filter((one) => one.owner === owner && one.isFunction !== true && one.parameter === undefined)
      .flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  #argument(call: Call, index: number, depth: number): readonly Expression[] {
    const argument = call.arguments[index];
    return argument === undefined ? [] : this.resolve(argument.value, depth);
  }

  #functionsOf(callee: Expression): readonly Declaration[] {
    const declarations =
      callee.kind === 'reference'
        ? this.declarationsOf(callee)
        : callee.kind === 'member'
          ? this.membersOf(callee)
          : [];
    return declarations.filter(({ isFunction }) => isFunction === true);
  }

  /** What an accessor gives access to: `getTopicName()` to what it returns, else to `topicName`. */
  #property(callee: Expression): string {
    const name = lastName(callee) ?? '';
    for (const { value } of this.#functionsOf(callee)) {
      const returned = value?.kind === 'choice' ? value.options[0] : value;
      const property = returned === undefined ? undefined : lastName(returned);
      if (property !== undefined) return property;
    }
    const property = name.replace(/^get(?=[A-Z])/, '');
    return property.slice(0, 1).toLowerCase() + property.slice(1);
  }

  /** `getenv("X", "orders")`, `Environment.get("X").orElse("orders")`: the text that holds when nothing is set. */
  #fallback(call: Call, name: string, depth: number): readonly Expression[] {
    if (!fallsBack.test(name)) return [];
    const fallback =
      call.arguments.find((one) => /^default/i.test(one.name ?? '')) ??
      call.arguments.findLast((one) => one.name === undefined);
    const least = givesDefault.test(name) ? 1 : 2;
    return fallback === undefined || (call.arguments.length < least && fallback.name === undefined)
      ? []
      : this.resolve(fallback.value, depth);
  }

  #partsOf(value: Expression, call: Call, depth: number): readonly Expression[] {
    if (value.kind !== 'text' || !/^split/i.test(lastName(call.callee) ?? '')) return [value];
    const separators = this.#argument(call, 0, depth);
    return pieces(value, separators.find((one) => one.kind === 'text')?.value ?? ',');
  }

  /** One text for every way the parts can be put together; it stands where its last literal part stands. */
  #joined(parts: readonly Expression[], depth: number): readonly Expression[] {
    let whole: readonly Text[] | undefined;
    for (const part of parts) {
      const texts = this.resolve(part, depth).filter((value) => value.kind === 'text');
      if (texts.length === 0) return [];
      const before = whole;
      whole =
        before === undefined
          ? texts
          : before
              .flatMap((left) => texts.map((right) => put(left, right, part.kind === 'text')))
              .slice(0, mostValues);
    }
    return whole ?? [];
  }
}

function keysOf(value: Mapping | Sequence): Expression {
  if (value.kind === 'sequence') return value;
  return { kind: 'sequence', items: value.entries.flatMap(({ text }) => (text === undefined ? [] : [text])) };
}

function valuesOf(value: Mapping | Sequence): Expression {
  return value.kind === 'sequence'
    ? value
    : { kind: 'sequence', items: value.entries.map((entry) => entry.value) };
}

/** Pairs of key and value. */
function pairsOf(value: Mapping | Sequence): Expression {
  const items =
    value.kind === 'sequence'
      ? value.items.map((item): Expression => ({ kind: 'sequence', items: [other, item] }))
      : value.entries.map(
          (entry): Expression => ({ kind: 'sequence', items: [entry.text ?? other, entry.value] }),
        );
  return { kind: 'sequence', items };
}

/** Calls that make a list of what is in a mapping or an enum. */
const viewsOf = new Map([
  ['keys', keysOf],
  ['values', valuesOf],
  ['array_values', valuesOf],
  ['items', pairsOf],
  ['entries', pairsOf],
  ['enumerate', pairsOf],
]);

function put(left: Text, right: Text, rightIsWritten: boolean): Text {
  const { start, end } = rightIsWritten && right.value !== '' ? right : left;
  return { kind: 'text', value: left.value + right.value, start, end };
}

/** A text cut at a separator, each piece without the blanks around it. */
export function pieces({ value, start }: Text, separator: string): readonly Text[] {
  if (separator === '') return [];
  let at = start;
  return value.split(separator).map((piece) => {
    const from = at + (piece.length - piece.trimStart().length);
    const text = piece.trim();
    at += piece.length + separator.length;
    return { kind: 'text', value: text, start: from, end: from + text.length };
  });
}

/** What a program calls the object or class that it is in. */
const isItself = /^(?:this|self|cls|static|Self|super|companion)$/;

/** What a program calls the module that it is in. */
const isModule = /^(?:exports|module|self|this)$/;

/** Calls whose last argument is a function that makes an element of a list of an element of another. */
const mapsEach = /^(?:map|flatMap|flat_map|collect|mapNotNull)$/;

/** Calls that give back what they are called on, as far as a name is concerned. */
const passesOn =
  /^(?:to_?(?:string|str|owned|vec|list|s|sym|array|set)|into|clone|as_str|as_ref|freeze|dup|trim|strip|value|name|get\w*|topic\w*|split\w*|iter|into_iter|collect|toArray|Split|ToString|ToList|ToArray|Trim|String|Value)$/i;

/** Calls that make a list of their arguments. */
const collects =
  /^(?:of|asList|listOf|setOf|arrayOf|mutableListOf|mutableSetOf|listOfNotNull|singleton|singletonList|newArrayList|newHashSet|hashSetOf|vec|array|Set|List|Array|frozenset|tuple|list|set|sortedSetOf|ImmutableList|copyOf)$/;

/** Collections that are made of another one. */
const collected = /(?:List|Set|Deque|Queue|Vector|String|Collection)$/;

/** Calls that give back their argument, in another dress. */
const wraps =
  /^(?:String|valueOf|from|str|string|Some|Just|Ok|ofNullable|requireNonNull|NewString|StringPtr|Ptr|ref|lazy|memo|freeze|Arc|Rc)$/;

/** Calls that fill a template. */
const formats = /^(?:s?printf|format|Sprintf|Format|formatted)$/;

/** Calls whose last argument holds when nothing else is there. */
const fallsBack =
  /env|config|setting|param|property|lookup|argument|option|fetch|default|orElse|unwrap_or|getOr|^get$|^or$|^var$|^pop$|cmp|coalesce|^Or$|^Getter$|^str$|^field$/i;
const givesDefault = /orElse|unwrap_or|OrDefault|OrElse|^or$|ifEmpty|ifBlank|DefaultIfEmpty|^field$/i;
