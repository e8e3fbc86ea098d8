/** Which declarations a name means where it is said, and which calls hand something to a parameter. */
import { adds, isItself, isModule, putsIn } from './callWords.ts';
import {
  type Argument,
  type Call,
  type Declaration,
  type Expression,
  lastName,
  type Member,
  type Program,
  type Reference,
  simpleType,
} from './program.ts';

export class Scopes {
  readonly #declarations: Program['declarations'];
  readonly #callsOf = new Map<string, Call[]>();
  /** Calls that put something into what they are called on. */
  readonly #puts: Call[] = [];
  /** The same by what is declared; made when it is first asked for. */
  #growth: ReadonlyMap<Declaration, readonly Call[]> | undefined;
  /** What the file's calls give a parameter, once it is found. */
  readonly #given = new Map<Declaration, readonly Expression[]>();
  /** Types of what is declared without one, once they are found. */
  readonly #types = new Map<Declaration, readonly string[]>();
  readonly #parametersOf = new Map<string, Declaration[]>();
  readonly #membersByOwner = new Map<string, Declaration[]>();

  constructor({ declarations, calls }: Program) {
    this.#declarations = declarations;
    for (const call of calls) {
      const name = lastName(call.callee);
      if (name === undefined || call.form === 'annotation') continue;
      addTo(this.#callsOf, name, call);
      if (call.callee.kind === 'member' && (putsIn.test(name) || adds.test(name))) this.#puts.push(call);
    }
    for (const declaration of [...declarations.values()].flat()) {
      const { owner, parameter } = declaration;
      if (owner !== undefined) addTo(this.#membersByOwner, owner, declaration);
      if (parameter !== undefined) addTo(this.#parametersOf, parameter.of, declaration);
    }
  }

  /** The declarations a name may mean where it is said: those of the innermost scope that has any, and what it is given later. */
  declarationsOf({ name, at }: Pick<Reference, 'name' | 'at'>): readonly Declaration[] {
    const visible = this.#named(name).filter(({ from, to }) => from <= at && at < to);
    const declared = visible.filter(({ isAssignment }) => isAssignment !== true);
    const known = declared.length > 0 ? declared : visible;
    const narrowest = Math.min(...known.map(({ from, to }) => to - from));
    const meant = known.filter(({ from, to }) => to - from === narrowest);
    return known === visible ? meant : [...meant, ...visible.filter(({ isAssignment }) => isAssignment)];
  }

  /** The declarations of `of.name`: of the class that `of` names, or of the one around for `this`. */
  membersOf({ of, name, at }: Member): readonly Declaration[] {
    const all = this.#named(name).filter(({ owner }) => owner !== undefined);
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

  /** For an abstract member of `this`: the members of that name, which are in the classes made of this one. */
  namesakesOf({ of, name }: Member): readonly Declaration[] {
    if (!isItself.test(lastName(of) ?? '')) return [];
    return this.#named(name).filter(({ owner }) => owner !== undefined);
  }

  /** The declarations of a reference or a member. */
  declared(expression: Expression): readonly Declaration[] {
    if (expression.kind === 'reference') return this.declarationsOf(expression);
    return expression.kind === 'member' ? this.membersOf(expression) : [];
  }

  functionsOf(callee: Expression): readonly Declaration[] {
    return this.declared(callee).filter(({ isFunction }) => isFunction === true);
  }

  /** The members of the class or enum, and those of them that bear the name. */
  membersIn(owner: string | undefined, name?: string): readonly Declaration[] {
    const members = this.#membersByOwner.get(owner ?? '') ?? [];
    return name === undefined ? members : members.filter((one) => one.name === name);
  }

  /** What the file's own calls give a parameter. */
  givenTo(declaration: Declaration): readonly Expression[] {
    const { parameter } = declaration;
    if (parameter === undefined) return [];
    const known = this.#given.get(declaration);
    if (known !== undefined) return known;
    this.#given.set(declaration, []);
    const owner = this.#homeOf(declaration);
    const calls = (this.#callsOf.get(parameter.of) ?? []).filter(({ callee }) => this.#isOn(callee, owner));
    const given = calls.flatMap((call) => argumentFor(declaration, call.arguments) ?? []);
    this.#given.set(declaration, given);
    return given;
  }

  /** The calls that put something into what is declared: `topics.add("orders")`. */
  growthOf(declaration: Declaration): readonly Call[] {
    this.#growth ??= this.#grown();
    return this.#growth.get(declaration) ?? [];
  }

  #grown(): ReadonlyMap<Declaration, readonly Call[]> {
    const growth = new Map<Declaration, Call[]>();
    for (const call of this.#puts) {
      const declared = call.callee.kind === 'member' ? this.declared(call.callee.of) : [];
      for (const one of declared) addTo(growth, one, call);
    }
    return growth;
  }

  /** The entries of an enum, or the constants of a class of its own kind. */
  entriesOf(type: string): readonly Declaration[] {
    return this.membersIn(type).filter(
      (one) => one.type === type && one.value !== undefined && one.isFunction !== true,
    );
  }

  /** Whether the function's parameters are known in the scope: a variable in it may be made of them. */
  isIn(function_: string, { from, to }: Declaration): boolean {
    return (this.#parametersOf.get(function_) ?? []).some((one) => one.from <= from && to <= one.to);
  }

  /** The class whose method takes the parameter; null for a function of no class, undefined for a constructor. */
  #homeOf({ parameter, from, to }: Declaration): string | null | undefined {
    const functions = this.#named(parameter?.of ?? '').filter(
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

  #typesOf(expression: Expression): readonly string[] {
    return this.declared(expression).flatMap((declaration) => this.#typesOfDeclared(declaration));
  }

  #typesOfDeclared(declaration: Declaration): readonly string[] {
    if (declaration.type !== undefined) return [simpleType(declaration.type)];
    const known = this.#types.get(declaration);
    if (known !== undefined) return known;
    // What is given to it may be told by its own type: then that tells nothing.
    this.#types.set(declaration, []);
    const values = [declaration.value, ...this.givenTo(declaration)];
    const types = [...new Set(values.flatMap((value) => (value?.kind === 'call' ? makersOf(value) : [])))];
    this.#types.set(declaration, types);
    return types;
  }

  #named(name: string): readonly Declaration[] {
    return this.#declarations.get(name) ?? [];
  }
}

/** The name of what is called, and of what a chain of calls begins with: `new Bus().on(…)` and `Bus.create()` are a `Bus`. */
function makersOf(call: Call): readonly string[] {
  const names: string[] = [];
  let one: Expression = call;
  while (one.kind === 'call') {
    if (one === call || one.form === 'new') names.push(lastName(one.callee) ?? '');
    one = one.callee.kind === 'member' ? one.callee.of : one.callee;
  }
  const maker = lastName(one) ?? '';
  return /^[A-Z]/.test(maker) ? [...names, maker] : names;
}

/** What a call's arguments give a parameter: by its name, else by its place. */
export function argumentFor(
  { name, parameter }: Declaration,
  given: readonly Argument[],
): Expression | undefined {
  const byPlace = given[parameter?.index ?? -1];
  const argument =
    given.find((one) => one.name === name) ?? (byPlace?.name === undefined ? byPlace : undefined);
  return argument?.value;
}

function addTo<Key, T>(map: Map<Key, T[]>, key: Key, value: T): void {
  const same = map.get(key);
  if (same === undefined) map.set(key, [value]);
  else same.push(value);
}
