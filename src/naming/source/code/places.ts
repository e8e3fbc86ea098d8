/** Where a declaration is known: the offsets of the scope or class around it, the same for every language. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { around, field } from './readProgram.ts';

type Types = ReadonlySet<string>;

/** `owner` is the class or the like that a member belongs to. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly owner?: string;
}

/** The nearest node of one of the types, or the rest of the file. */
export function scopeAround(node: SyntaxNode, scopes: Types): Place {
  const scope = around(node, scopes);
  return { from: scope?.startIndex ?? 0, to: scope?.endIndex ?? node.endIndex };
}

/** The class around, with its name; the scope where there is none. */
export function ownerAround(node: SyntaxNode, classes: Types, scopes: Types): Place {
  const owner = around(node, classes);
  if (owner === undefined) return scopeAround(node, scopes);
  const name = field(owner, 'name')?.text;
  return { from: owner.startIndex, to: owner.endIndex, ...(name === undefined ? {} : { owner: name }) };
}

/** An entry of an enum is of the enum's type. */
export function entryPlace(place: Place): Place & { readonly type?: string } {
  return place.owner === undefined ? place : { ...place, type: place.owner };
}
