import { isClaudeApi } from './address.ts';

/** What a server may take besides text and base64 images. */
export type Feature = 'cacheControl' | 'effort' | 'schema' | 'urlImages' | 'fileImages' | 'batches';

/** How one kind of server wants to be spoken to. */
export interface ServerDialect {
  readonly name: string;
  /** The header, or the headers, that carry the key. */
  readonly key: 'bearer' | 'x-api-key' | 'both';
  /** The `anthropic-version` header. */
  readonly version: '2023-06-01' | '2026-10-21';
  readonly takes: readonly Feature[];
  /** Refuses everything without a key, so that asking without one makes no sense. */
  readonly needsKey?: boolean;
  /** What stands before the names of the Claude models where the server has these but no list of them. */
  readonly modelPrefix?: string;
}

/**
 * The dialect of the server at a normalised base URL, by its host. A port says nothing: what listens there may be
 * anything, and gets only the least.
 */
export function dialectOf(baseUrl: string): ServerDialect {
  if (isClaudeApi(baseUrl)) return claudeApi;
  const { host } = new URL(baseUrl);
  return servers.find(({ at }) => at.test(host))?.dialect ?? generic;
}

/**
 * The same server after it has described its models in the API's own words: such a server is the real one behind
 * another name, so it takes what the real one takes. Files are left out: nothing in the list tells about them.
 */
export function asNative(dialect: ServerDialect): ServerDialect {
  return { ...dialect, takes: [...new Set([...dialect.takes, ...native])] };
}

export function takes(dialect: ServerDialect, feature: Feature): boolean {
  return dialect.takes.includes(feature);
}

const native: readonly Feature[] = ['cacheControl', 'effort', 'schema', 'urlImages', 'batches'];

const claudeApi: ServerDialect = {
  name: 'Claude API',
  key: 'bearer',
  version: '2026-10-21',
  takes: [...native, 'fileImages'],
  needsKey: true,
};

/** Both headers, since some servers read only one of them; the oldest version; nothing optional. */
const generic: ServerDialect = { name: 'compatible server', key: 'both', version: '2023-06-01', takes: [] };

function row(
  at: RegExp,
  name: string,
  dialect: Partial<ServerDialect>,
): { at: RegExp; dialect: ServerDialect } {
  return { at, dialect: { ...generic, name, ...dialect } };
}

// `at` is matched against the host, with its port if it has one. Sources: the servers' own pages on their Anthropic
// endpoints, Oct 2026.
const servers = [
  row(/^aws-external-anthropic\.[\w-]+\.api\.aws$/, 'Claude Platform on AWS', {
    key: 'x-api-key',
    takes: [...native, 'fileImages'],
  }),
  row(/^bedrock-mantle\.[\w-]+\.api\.aws$/, 'Amazon Bedrock', {
    key: 'x-api-key',
    takes: ['cacheControl', 'effort'],
    modelPrefix: 'anthropic.',
  }),
  row(/\.services\.ai\.azure\.com$/, 'Microsoft Foundry', {
    key: 'x-api-key',
    takes: ['cacheControl', 'effort', 'urlImages'],
    modelPrefix: '',
  }),
  row(/^openrouter\.ai$/, 'OpenRouter', { key: 'bearer' }),
  row(/^api\.fireworks\.ai$/, 'Fireworks', { key: 'bearer' }),
  row(/^api\.deepseek\.com$/, 'DeepSeek', { key: 'x-api-key' }),
  row(/^ollama\.com$/, 'Ollama', { key: 'bearer' }),
];
