/** What C#'s nodes are called by, where they are at home, and what functions give back. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { around, field, named, within } from './readProgram.ts';

export const classes = new Set([
  'class_declaration',
  'struct_declaration',
  'interface_declaration',
  'record_declaration',
  'record_struct_declaration',
  'enum_declaration',
]);
export const functions = new Set([
  'method_declaration',
  'constructor_declaration',
  'local_function_statement',
  'lambda_expression',
  'anonymous_method_expression',
  'accessor_declaration',
]);
const scopes = new Set([
  ...classes,
  ...functions,
  'block',
  'for_statement',
  'foreach_statement',
  'using_statement',
  'switch_section',
  'compilation_unit',
]);

/** The name without type arguments: `GetValue<string>` → `GetValue`. */
export function nameOf(node: SyntaxNode | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'qualified_name' || node.type === 'alias_qualified_name')
    return nameOf(field(node, 'name'));
  return node.text.replace(/\s*[<(].*$/s, '');
}

/** `IOptions<KafkaOptions>` goes by the type of what it holds. */
export function typeOf(node: SyntaxNode | undefined): { type?: string } {
  if (node === undefined || node.type === 'implicit_type') return {};
  const held = /^(?:Microsoft\.Extensions\.Options\.)?(?:IOptions(?:Monitor|Snapshot)?|Lazy)<(.*)>\??$/s.exec(
    node.text,
  );
  return { type: held?.[1] ?? node.text };
}

/** The offsets in which a member is known, and the class it is a member of. */
export function ownerOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const owner = around(node, classes);
  if (owner === undefined) return scopeOf(node);
  return { from: owner.startIndex, to: owner.endIndex, owner: nameOf(field(owner, 'name')) };
}

export function scopeOf(node: SyntaxNode): { from: number; to: number } {
  const scope = around(node, scopes);
  return { from: scope?.startIndex ?? 0, to: scope?.endIndex ?? node.endIndex };
}

/** What a method, an accessor or a lambda gives back: an expression body, or what its `return` statements say. */
export function returnedBy(node: SyntaxNode): readonly SyntaxNode[] {
  const body = field(node, 'body') ?? named(node).find(({ type }) => type === 'arrow_expression_clause');
  if (body === undefined) return [];
  return body.type === 'block' ? within(node, 'return_statement', functions) : [body];
}
