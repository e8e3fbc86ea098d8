/** What something is, as far as the file tells: the type of a receiver, and the library that it comes from. */
import { type Expression, lastName, type Program, simpleType } from './program.ts';
import type { Values } from './values.ts';

const deepest = 8;

export class Types {
  readonly #program: Program;
  readonly #values: Values;

  constructor(program: Program, values: Values) {
    this.#program = program;
    this.#values = values;
  }

  /**
   * The simple names by which the expression's type goes: written (`KafkaTemplate`), made (`new Producer()`), or given
   * by a call (`kafka.producer()` is a `producer`). Empty when the file does not tell.
   */
  typesOf(expression: Expression, depth = 0): readonly string[] {
    if (depth > deepest) return [];
    if (expression.kind === 'call') {
      const name = lastName(expression.callee);
      if (name === undefined) return [];
      if (expression.callee.kind !== 'member' || !keepsType.test(name)) return [name];
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
    return this.#declarations(expression).flatMap(({ type, value }) => {
      if (type !== undefined) return [simpleType(type)];
      return value === undefined ? [] : this.typesOf(value, depth + 1);
    });
  }

  /** The modules that the expression, or what made it, was imported from. */
  modulesOf(expression: Expression, depth = 0): readonly string[] {
    if (depth > deepest) return [];
    switch (expression.kind) {
      case 'call':
        return this.modulesOf(expression.callee, depth + 1);
      case 'member': {
        const own = this.#declarations(expression);
        return own.length > 0
          ? this.#modulesOfDeclared(own, depth)
          : this.modulesOf(expression.of, depth + 1);
      }
      case 'reference': {
        const own = this.#declarations(expression);
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

  #modulesOfDeclared(declarations: ReturnType<Values['declarationsOf']>, depth: number): readonly string[] {
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

  #declarations(expression: Expression): ReturnType<Values['declarationsOf']> {
    if (expression.kind === 'reference') return this.#values.declarationsOf(expression);
    return expression.kind === 'member' ? this.#values.membersOf(expression) : [];
  }
}

/** Calls that give back what they are called on, or the like of it. */
const keepsType =
  /^(?:build|Build|create|connect|start|get|unwrap|expect|clone|new|set\w*|with\w*|Set\w*|With\w*|use|await|as_ref|borrow|lock|apply|also|let|connectRx|getObject|value)$/;
