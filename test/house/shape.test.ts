import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type ParseResult, parse } from '@babel/parser';

const mostFiles = 20;
const mostLines = 40;

/** A node of the syntax tree, as far as these tests look at it. */
interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly id?: { readonly name: string };
  readonly declaration?: Node;
}

describe('the shape of src', function () {
  this.timeout(60_000);
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  let trees: ReadonlyMap<string, ParseResult>;
  before(() => {
    trees = new Map(files.map((file) => [file, treeOf(readFileSync(file, 'utf8'))]));
  });

  it(`has at most ${mostFiles} files in a folder`, () => {
    assert.deepEqual(several(files, dirname, mostFiles), []);
  });

  it('has no file name more than twice', () => {
    assert.deepEqual(several(files, basename, 2), []);
  });

  it('has no exported type name twice', () => {
    const types = [...trees].flatMap(([file, tree]) => exportedTypes(tree).map((name) => ({ name, file })));
    const twice = several(types, ({ name }) => name, 1);
    assert.deepEqual(
      twice.map((name) => types.filter((type) => type.name === name).map(({ file }) => `${name} in ${file}`)),
      [],
    );
  });

  it(`has no function of more than ${mostLines} lines outside the kernels`, () => {
    const long = [...trees]
      .filter(([file]) => !file.startsWith('src/core/image/kernel/'))
      .flatMap(([file, tree]) => longFunctions(tree).map((lines) => `${file}:${lines}`));
    assert.deepEqual(long, []);
  });
});

function treeOf(code: string): ParseResult {
  return parse(code, { sourceType: 'module', plugins: ['typescript'] });
}

/** The keys that more than `most` of the items have. */
function several<Item>(items: readonly Item[], keyOf: (item: Item) => string, most: number): string[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > most).map(([key]) => key);
}

const declaresType = /^(?:TSInterfaceDeclaration|TSTypeAliasDeclaration|TSEnumDeclaration|ClassDeclaration)$/;

function exportedTypes(tree: ParseResult): string[] {
  return nodesOf(tree)
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap(({ declaration }) =>
      declaration && declaresType.test(declaration.type) ? [declaration.id!.name] : [],
    );
}

/** First and last line of each. */
function longFunctions(tree: ParseResult): string[] {
  return nodesOf(tree)
    .filter(({ type }) => /Function|Method$/.test(type) && !type.startsWith('TS'))
    .filter(({ loc }) => loc.end.line - loc.start.line + 1 > mostLines)
    .map(({ loc }) => `${loc.start.line}-${loc.end.line}`);
}

/** Every node of the tree, from the outside in. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return 'type' in value && 'loc' in value && value.loc ? [value as Node, ...inner] : inner;
}
