/** What something is, as far as the file tells: the type of a receiver, and the library that it comes from. */
import { standsFor } from './callWords.ts';
import { type Declaration, type Expression, lastName, type Program, simpleType } from './program.ts';
import type { Scopes } from './scopes.ts';

const deepest = 8;

export class Types {
  readonly #program: Program;
  readonly #scopes: Scopes;
  readonly #types = new Map<Expression, readonly string[]>();
  readonly #names = new Map<Expression, readonly string[]>();

  constructor(program: Program, scopes: Scopes) {
    this.#program = program;
    this.#scopes = scopes;
  }

  /**
   * The simple names by which the expression's type goes: written (`KafkaTemplate`), made (`new Producer()`), or given
   * by a call (`kafka.producer()` is a `producer`). Empty when the file does not tell.
   */
  typesOf(expression: Expression, depth = 0): readonly string[] {
    if (depth > deepest) return [];
    const known = this.#types.get(expression);
    if (known !== undefined) return known;
    this.#types.set(expression, []);
    const types = [...new Set(this.#typesOf(expression, depth))];
    this.#types.set(expression, types);
    return types;
  }

  #typesOf(expression: Expression, depth: number): readonly string[] {
    if (expression.kind === 'call') {
      const name = lastName(expression.callee);
      if (name === undefined) return [];
      const [first] = expression.arguments;
      if (standsFor.test(name) && first !== undefined) return this.#standIn(first.value, depth);
      if (expression.callee.kind !== 'member' || !keepsType.test(name))
        return [...this.namesOf(expression.callee), ...builderOf(expression)];
      const below = this.typesOf(expression.callee.of, depth + 1);
      if (below.length > 0) return below;
      // `AdminClient.create()` makes one.
      const maker = lastName(expression.callee.of) ?? '';
      return [/^[A-Z]/.test(maker) ? maker : name];
    }
    if (expression.kind === 'mapping')
      return expression.type === undefined ? [] : [simpleType(expression.type)];
    if (expression.kind === 'choice')
      return expression.options.flatMap((one) => this.typesOf(one, depth + 1));
    return this.#scopes.declared(expression).flatMap(({ type, value }) => {
      if (type !== undefined) return [simpleType(type)];
      return value === undefined ? [] : this.typesOf(value, depth + 1);
    });
  }

  /** What a mock stands for, by its type or else by its name. */
  #standIn(mock: Expression, depth: number): readonly string[] {
    const types = this.typesOf(mock, depth + 1);
    const name = lastName(mock);
    return types.length > 0 || name === undefined ? types : [name];
  }

  /** The name of what is called, and the one by which a library knows it: `import { KafkaConsumer as Reader }`. */
  namesOf(callee: Expression): readonly string[] {
    const known = this.#names.get(callee) ?? this.#namesOf(callee);
    this.#names.set(callee, known);
    return known;
  }

  #namesOf(callee: Expression): readonly string[] {
    const name = lastName(callee);
    if (name === undefined) return [];
    if (callee.kind !== 'reference' || this.#scopes.declared(callee).length > 0) return [name];
    const modules = this.#program.imports.filter(({ local }) => local === name);
    return [name, ...modules.map(({ module }) => module.split(/[./\\]/).at(-1) ?? '')];
  }

  /** The modules that the expression, or what made it, was imported from. */
  modulesOf(expression: Expression, depth = 0): readonly string[] {
    if (depth > deepest) return [];
    switch (expression.kind) {
      case 'call': {
        // A mock is of the library that it stands for.
        const [first] = expression.arguments;
        const isStandIn = standsFor.test(lastName(expression.callee) ?? '') && first !== undefined;
        return this.modulesOf(isStandIn ? first.value : expression.callee, depth + 1);
      }
      case 'member': {
        const own = this.#scopes.declared(expression);
        return own.length > 0
          ? this.#modulesOfDeclared(own, depth)
          : this.modulesOf(expression.of, depth + 1);
      }
      case 'reference': {
        const own = this.#scopes.declared(expression);
        return own.length > 0 ? this.#modulesOfDeclared(own, depth) : this.#imported(expression.name);
      }
      case 'mapping':
        return expression.type === undefined ? [] : this.#imported(expression.type);
      case 'choice':
        return expression.options.flatMap((one) => this.modulesOf(one, depth + 1));
      default:
        return [];
    }
  }

  #modulesOfDeclared(declarations: readonly Declaration[], depth: number): readonly string[] {
    return declarations.flatMap(({ type, value }) => [
      ...(type === undefined ? [] : this.#imported(type)),
      ...(type !== undefined || value === undefined ? [] : this.modulesOf(value, depth + 1)),
    ]);
  }

  #imported(type: string): readonly string[] {
    const names: readonly string[] = type.match(/[\w$]+/g) ?? [];
    return this.#program.imports
      .filter(({ local }) => local !== undefined && names.includes(local))
      .map(({ module }) => module);
  }
}

/** The class whose static method begins a chain of calls: `KafkaSource.builder().setTopics("orders")`. */
function builderOf(expression: Expression): readonly string[] {
  let root = expression;
  let made = '';
  while (root.kind === 'call' && root.callee.kind === 'member') {
    made = root.callee.name;
    root = root.callee.of;
  }
  const name = lastName(root) ?? '';
  return makesBuilder.test(made) && /^[A-Z]/.test(name) ? [name] : [];
}

const makesBuilder = /^(?:[cC]reate|[bB]uilder|newBuilder|of|from|with\w*|New\w*)$/;

/** Calls that give back what they are called on, or the like of it. */
const keepsType =
  /^(?:build|Build|create|connect|start|get|unwrap|expect|clone|new|set\w*|with\w*|Set\w*|With\w*|use|await|as_ref|borrow|lock|apply|also|let|connectRx|getObject|getInstance|instance|value)$/;
