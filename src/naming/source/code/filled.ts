/** A function's value for one call: the arguments in the place of its parameters. */
import { type Argument, type Expression, other, type Reference } from './program.ts';

/** Deeper expressions are not filled. */
const deepest = 12;

/** `argumentFor` gives what stands for a name that means a parameter, undefined for every other name. */
export function filled(
  expression: Expression,
  argumentFor: (reference: Reference) => Expression | undefined,
  depth = 0,
): Expression {
  if (depth > deepest) return other;
  const fill = (one: Expression) => filled(one, argumentFor, depth + 1);
  const fillArgument = (one: Argument) => ({ ...one, value: fill(one.value) });
  switch (expression.kind) {
    case 'reference': {
      const argument = argumentFor(expression);
      return argument ?? expression;
    }
    case 'choice':
      return { kind: 'choice', options: expression.options.map(fill) };
    case 'joined':
      return { kind: 'joined', parts: expression.parts.map(fill) };
    case 'sequence':
      return { kind: 'sequence', items: expression.items.map(fill) };
    case 'member':
      return { ...expression, of: fill(expression.of) };
    case 'mapping': {
      const entries = expression.entries.map((entry) => ({ ...entry, value: fill(entry.value) }));
      return { ...expression, entries };
    }
    case 'call': {
      const { callee } = expression;
      const of = callee.kind === 'member' ? { ...callee, of: fill(callee.of) } : callee;
      return { ...expression, callee: of, arguments: expression.arguments.map(fillArgument) };
    }
    case 'text':
    case 'other':
      return expression;
  }
}
