import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'mocha';

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations?: readonly string[] };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

describe('settings of a workspace', () => {
  let manifest: Manifest;
  before(async () => {
    manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  });

  it('cannot redirect the key, store images at the server or lift what guards the cost', () => {
    const { properties } = manifest.contributes.configuration;
    for (const name of ['baseUrl', 'upload', 'confirmCostAbove', 'prices'])
      assert.equal(properties[`askClaude.${name}`]?.scope, 'machine', name);
  });

  it('have no effect before the workspace is trusted', () => {
    const { restrictedConfigurations = [] } = manifest.capabilities.untrustedWorkspaces;
    for (const [name, { scope }] of Object.entries(manifest.contributes.configuration.properties))
      assert.ok(scope === 'machine' || restrictedConfigurations.includes(name), name);
  });
});
