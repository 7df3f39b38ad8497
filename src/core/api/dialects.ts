import { isClaudeApi } from './address.ts';

/** Something that a server may accept besides text and base64 images. */
export type Feature =
  | 'cacheControl'
  | 'effort'
  | 'schema'
  | 'urlImages'
  | 'fileImages'
  | 'batches'
  /** Tools whose results may hold images: some servers drop these without a word. */
  | 'tools';

/** How requests to one kind of server differ from those to others. */
export interface ServerDialect {
  readonly name: string;
  /** The header, or the headers, that carry the key. */
  readonly key: 'bearer' | 'x-api-key' | 'both';
  /** The `anthropic-version` header. */
  readonly version: '2023-06-01' | '2026-10-21';
  readonly takes: readonly Feature[];
  /** The server refuses every request without a key, so none is sent. */
  readonly needsKey?: boolean;
  /** Prefix of the model ids on a server that has the Claude models but does not list them. */
  readonly modelPrefix?: string;
}

/**
 * The dialect of the server at a normalised base URL, by its host. A port tells nothing about the server behind it,
 * which is therefore sent only what every server accepts.
 */
export function dialectOf(baseUrl: string): ServerDialect {
  if (isClaudeApi(baseUrl)) return claudeApi;
  const { host } = new URL(baseUrl);
  return servers.find(({ at }) => at.test(host))?.dialect ?? generic;
}

/**
 * The dialect of a server that describes its models as the API does. Such a server is the API behind another name, so
 * it accepts what the API accepts, except files, about which the list of models says nothing.
 */
export function asNative(dialect: ServerDialect): ServerDialect {
  return { ...dialect, takes: [...new Set([...dialect.takes, ...native])] };
}

export function takes(dialect: ServerDialect, feature: Feature): boolean {
  return dialect.takes.includes(feature);
}

const native: readonly Feature[] = ['cacheControl', 'effort', 'schema', 'urlImages', 'batches', 'tools'];

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
    takes: ['cacheControl', 'effort', 'tools'],
    modelPrefix: 'anthropic.',
  }),
  row(/\.services\.ai\.azure\.com$/, 'Microsoft Foundry', {
    key: 'x-api-key',
    takes: ['cacheControl', 'effort', 'urlImages', 'tools'],
    modelPrefix: '',
  }),
  row(/^openrouter\.ai$/, 'OpenRouter', { key: 'bearer' }),
  row(/^api\.fireworks\.ai$/, 'Fireworks', { key: 'bearer' }),
  row(/^api\.deepseek\.com$/, 'DeepSeek', { key: 'x-api-key' }),
  row(/^ollama\.com$/, 'Ollama', { key: 'bearer' }),
];
