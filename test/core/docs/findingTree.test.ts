import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAlt } from '../../../src/core/docs/audit/checkAlt.ts';
import {
  createFindingTree,
  type FindingNode,
  type FoundPage,
  findingKeys,
} from '../../../src/core/docs/audit/findingTree.ts';
import { findImages } from '../../../src/core/docs/find.ts';

async function page(path: string, text: string): Promise<FoundPage> {
  const findings = checkAlt(await findImages(text, 'markdown'), { maxLength: 150 });
  return { uri: { path, toString: () => `file://${path}` }, findings };
}

/** "file /a.md 2", "rule missing 1", "finding vague b.png" */
function shown(nodes: readonly FindingNode<FoundPage>[]): readonly string[] {
  return nodes.map((node) => {
    if (node.kind === 'rule') return `rule ${node.rule} ${node.count} ${node.severity}`;
    if (node.kind === 'file') return `file ${node.page.uri.path} ${node.count}`;
    const finding = node.page.findings[node.index];
    return `finding ${finding?.rule} ${finding?.reference.source.text}`;
  });
}

describe('the tree of findings', () => {
  const pages = Promise.all([
    page('/docs/b.md', '![Chart](1.png)\n\n![](2.png)\n\n![Chart](1.png)\n'),
    page('/docs/a10.md', '![](3.png)\n'),
    page('/docs/a9.md', '![](4.png)\n'),
    page('/docs/a.md', '![Four boats at the quay](5.png)\n'),
  ]);

  it('lists the files that have findings by their paths, and what was found in the order of the text', async () => {
    const tree = createFindingTree(await pages, 'file');
    const top = tree.children();
    assert.deepEqual(shown(top), ['file /docs/a9.md 1', 'file /docs/a10.md 1', 'file /docs/b.md 3']);
    assert.deepEqual(shown(tree.children(top[2])), [
      'finding vague 1.png',
      'finding empty 2.png',
      'finding vague 1.png',
    ]);
  });

  it('lists the rules, the gravest first, each with its files and with nothing of the others', async () => {
    const tree = createFindingTree(await pages, 'rule');
    const top = tree.children();
    assert.deepEqual(shown(top), ['rule empty 3 warning', 'rule vague 2 warning']);
    const files = tree.children(top[0]);
    assert.deepEqual(shown(files), ['file /docs/a9.md 1', 'file /docs/a10.md 1', 'file /docs/b.md 1']);
    assert.deepEqual(shown(tree.children(files[2])), ['finding empty 2.png']);
  });

  it('takes each finding of a selection once, whatever it is chosen by', async () => {
    const [b, a10] = await pages;
    assert.ok(b && a10);
    const byRule = createFindingTree([b, a10], 'rule');
    const [empty, vague] = byRule.children();
    const [file] = byRule.children(vague);
    const leaves = byRule.children(file);
    assert.ok(empty && vague && file && leaves[0]);
    assert.deepEqual([...byRule.chosen([leaves[0], file, vague])], [[b, [0, 2]]]);
    assert.deepEqual(
      [...byRule.chosen([vague, empty])].map(([{ uri }, indexes]) => [uri.path, indexes]),
      [
        ['/docs/b.md', [0, 1, 2]],
        ['/docs/a10.md', [0]],
      ],
    );
  });

  it('has ids of its own for each row, which stay while text is added above', async () => {
    const text = '![Chart](1.png)\n\n![](2.png)\n\n![Chart](1.png)\n';
    const ids = async (content: string) => {
      const tree = createFindingTree([await page('/a.md', content)], 'file');
      return tree.children().flatMap((top) => [top.id, ...tree.children(top).map(({ id }) => id)]);
    };
    const before = await ids(text);
    assert.equal(new Set(before).size, 4);
    assert.deepEqual(await ids(`# A title\n\n${text}`), before);
  });

  it('names findings alike in two readings of a document', async () => {
    const [one] = await pages;
    assert.deepEqual(findingKeys(one?.findings ?? []), ['0 vague 1.png', '0 empty 2.png', '1 vague 1.png']);
  });
});
