export type DialectName =
  | 'anthropic'
  | 'ollama'
  | 'lmstudio'
  | 'llamacpp'
  | 'vllm'
  | 'litellm'
  | 'openrouter'
  | 'foundry'
  | 'mantle';

export type KeyHeader = 'x-api-key' | 'api-key' | 'bearer';
type Endpoint = 'models' | 'countTokens' | 'files' | 'batches';
type Source = 'base64' | 'url' | 'file';

/** How a server that speaks the Messages API differs from the one of Anthropic. */
export interface Dialect {
  /** Between the host and `/v1`. */
  readonly basePath: string;
  /** Where a key may stand. */
  readonly keys: readonly KeyHeader[];
  /** `optional`: only asked for when the emulator was given one. */
  readonly keyNeeded: 'always' | 'optional' | 'never';
  readonly versionNeeded: boolean;
  readonly endpoints: readonly Endpoint[];
  readonly modelList: 'anthropic' | 'openai';
  /** In front of the ids of the Claude models; `local` servers take any name and none of the Claude rules. */
  readonly models: { readonly prefix: string } | 'local';
  readonly sources: readonly Source[];
  /** Top-level fields and options that are read over. */
  readonly ignores: readonly string[];
  /** Fields that are an error, by path: `output_config.format`. */
  readonly refuses: readonly string[];
  readonly documents: 'taken' | 'dropped' | 'refused';
  readonly zeroMaxTokens: boolean;
  readonly pings: boolean;
  readonly comment?: string;
  readonly imageLimit: number;
  readonly requestLimit: number;
}

export function dialectOf(name: DialectName): Dialect {
  return dialects[name];
}

const mega = 1024 * 1024;

const anthropic: Dialect = {
  basePath: '',
  keys: ['x-api-key', 'bearer'],
  keyNeeded: 'always',
  versionNeeded: true,
  endpoints: ['models', 'countTokens', 'files', 'batches'],
  modelList: 'anthropic',
  models: { prefix: '' },
  sources: ['base64', 'url', 'file'],
  ignores: [],
  refuses: [],
  documents: 'taken',
  zeroMaxTokens: true,
  pings: true,
  imageLimit: 10 * mega,
  requestLimit: 32 * mega,
};

const local: Dialect = {
  ...anthropic,
  keyNeeded: 'optional',
  versionNeeded: false,
  endpoints: ['models'],
  modelList: 'openai',
  models: 'local',
  sources: ['base64'],
  ignores: ['thinking', 'output_config', 'cache_control', 'metadata', 'service_tier'],
  pings: false,
  imageLimit: Number.POSITIVE_INFINITY,
  requestLimit: 512 * mega,
};

const dialects: Readonly<Record<DialectName, Dialect>> = {
  anthropic,
  ollama: {
    ...local,
    keyNeeded: 'never',
    ignores: [...local.ignores, 'tool_choice'],
    documents: 'refused',
  },
  lmstudio: local,
  llamacpp: {
    ...local,
    endpoints: ['models', 'countTokens'],
    sources: ['base64', 'url'],
    documents: 'dropped',
  },
  vllm: {
    ...local,
    keys: ['bearer'],
    endpoints: ['models', 'countTokens'],
    sources: ['base64', 'url'],
    ignores: ['thinking', 'cache_control', 'metadata', 'service_tier'],
    documents: 'refused',
    zeroMaxTokens: false,
  },
  litellm: {
    ...anthropic,
    versionNeeded: false,
    endpoints: ['models', 'countTokens'],
    modelList: 'openai',
    pings: false,
  },
  openrouter: {
    ...anthropic,
    basePath: '/api',
    keys: ['bearer'],
    versionNeeded: false,
    endpoints: ['models'],
    modelList: 'openai',
    models: { prefix: 'anthropic/' },
    sources: ['base64', 'url'],
    comment: 'OPENROUTER PROCESSING',
  },
  foundry: {
    ...anthropic,
    basePath: '/anthropic',
    keys: ['api-key', 'x-api-key'],
    endpoints: ['countTokens'],
    sources: ['base64', 'url'],
    refuses: ['output_config.format'],
  },
  mantle: {
    ...anthropic,
    basePath: '/anthropic',
    keys: ['x-api-key'],
    endpoints: ['countTokens'],
    models: { prefix: 'anthropic.' },
    sources: ['base64'],
    refuses: ['output_config.format'],
    imageLimit: 5 * mega,
    requestLimit: 20 * mega,
  },
};
