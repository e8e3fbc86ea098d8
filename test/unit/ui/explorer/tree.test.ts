/** Only what changed is drawn again, and everything that changed is. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesBetween, indexTree, type TreeNode } from '../../../../src/ui/explorer/tree.ts';

function node(id: string, children: readonly TreeNode[] = [], label = id): TreeNode {
  const view = { label, icon: 'x', context: 'x', collapsible: 'none', spoken: label } as const;
  return { id, target: {}, view, children };
}

describe('tree changes', () => {
  it('finds none between equal trees', () => {
    const draw = (): readonly TreeNode[] => [node('a', [node('b'), node('c')])];
    assert.deepEqual(changesBetween(draw(), draw()), { root: false, ids: [] });
  });

  it('names the one row that differs, not its parents', () => {
    const before = [node('a', [node('b', [node('c')]), node('d')])];
    const after = [node('a', [node('b', [node('c', [], 'new')]), node('d')])];
    assert.deepEqual(changesBetween(before, after), { root: false, ids: ['c'] });
  });

  it('names the parent whose children came, went or moved', () => {
    const before = [node('a', [node('b'), node('c')])];
    for (const children of [[node('b')], [node('b'), node('c'), node('d')], [node('c'), node('b')]]) {
      assert.deepEqual(changesBetween(before, [node('a', children)]), { root: false, ids: ['a'] });
    }
  });

  it('names nothing below a node that is drawn again anyway', () => {
    const before = [node('a', [node('b')])];
    const after = [node('a', [node('b', [], 'new')], 'new')];
    assert.deepEqual(changesBetween(before, after), { root: false, ids: ['a'] });
  });

  it('says root when the top level differs', () => {
    assert.deepEqual(changesBetween([node('a')], [node('b')]), { root: true, ids: [] });
  });

  it('draws the new tree if the named nodes are drawn again, whatever changed', () => {
    const tree = level(level(level(fc.constant(undefined), 0), 3), 3);
    fc.assert(
      fc.property(tree, tree, (one, two) => {
        const [before, after] = [[build(one, '')], [build(two, '')]];
        const { root, ids } = changesBetween(before, after);
        const now = indexTree(after);
        const redrawn = root ? after : before.map((item) => redraw(item, ids, now));
        assert.deepEqual(redrawn, after);
      }),
    );
  });
});

interface Shape {
  readonly name: number;
  readonly label: number;
  readonly children: readonly unknown[];
}

function level(child: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<Shape> {
  return fc.record({
    name: fc.integer({ min: 0, max: 3 }),
    label: fc.integer({ min: 0, max: 1 }),
    children: fc.array(child, { maxLength }),
  });
}

function build(value: unknown, path: string): TreeNode {
  const { name, label, children } = value as Shape;
  const id = `${path}/${name}`;
  const built = new Map(children.map((child) => [String((child as Shape).name), build(child, id)]));
  return node(id, [...built.values()], String(label));
}

/** What VS Code does: fetches the named nodes and everything below them again. */
function redraw(item: TreeNode, ids: readonly string[], now: ReadonlyMap<string, TreeNode>): TreeNode {
  const fresh = now.get(item.id);
  return ids.includes(item.id) && fresh !== undefined
    ? fresh
    : { ...item, children: item.children.map((child) => redraw(child, ids, now)) };
}
