export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';
export type Thinking = 'adaptive' | 'between_tools' | 'disabled' | 'enabled';

/**
 * What the stand-in knows of a model: the table of the models overview, November 2026.
 * Days of release before September 2026, and the levels of effort before 5.5, are near guesses.
 */
export interface ModelRow {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly name: string;
  readonly line: 'haiku' | 'sonnet' | 'opus' | 'fable';
  readonly created: string;
  readonly context: number;
  readonly maxOutput: number;
  /** The largest size an image is seen in: 2576 px and 4784 tokens, or 1568 px and 1568 tokens. */
  readonly tier: 'high' | 'standard';
  readonly thinking: readonly Thinking[];
  /** Whether it thinks when the request does not say. */
  readonly thinksByDefault: boolean;
  /** The highest effort at which `disabled` is taken. */
  readonly disabledUpTo?: Effort;
  readonly efforts: readonly Effort[];
  /** Takes `temperature`, `top_p` and `top_k`, under the version 2023-06-01 only. */
  readonly sampling: boolean;
  readonly prefill: boolean;
  readonly forcedTools: boolean;
  /** The shortest prefix that is cached, in tokens. */
  readonly cacheMinimum: number;
  readonly lifecycle: 'active' | 'deprecated' | 'retired';
  readonly deprecated: string | null;
  readonly retires: string | null;
}

/** Newest first, as the list endpoint gives them. Models for verified organisations only are left out. */
export function modelRows(): readonly ModelRow[] {
  return rows;
}

/** By id or alias; retired models are in the table but no longer answer. */
export function findModel(id: string): ModelRow | undefined {
  return rows.find((row) => row.id === id || row.aliases.includes(id));
}

/** A model of a local server: any name, and none of the rules of the Claude models. */
export function localModel(id: string): ModelRow {
  return { ...gen45, id, name: id, line: 'sonnet', created: '2026-01-01', context: 1e6, maxOutput: 1e6 };
}

const allEfforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

const base = {
  aliases: [],
  lifecycle: 'active',
  deprecated: null,
  retires: null,
  context: 1_000_000,
  maxOutput: 128_000,
} as const;

const gen5 = {
  ...base,
  tier: 'high',
  thinking: ['adaptive', 'disabled'],
  thinksByDefault: true,
  efforts: allEfforts,
  sampling: false,
  prefill: false,
  forcedTools: true,
  cacheMinimum: 1024,
} as const;

const gen55 = { ...gen5, thinking: ['adaptive'], forcedTools: false, cacheMinimum: 512 } as const;

const gen47 = { ...gen5, thinksByDefault: false } as const;

const gen46 = {
  ...gen47,
  tier: 'standard',
  thinking: ['adaptive', 'enabled', 'disabled'],
  efforts: ['low', 'medium', 'high', 'max'],
  sampling: true,
} as const;

const gen45 = {
  ...gen46,
  context: 200_000,
  maxOutput: 64_000,
  thinking: ['enabled', 'disabled'],
  efforts: [],
  prefill: true,
} as const;

const rows: readonly ModelRow[] = [
  { ...gen55, id: 'claude-fable-5-2', name: 'Claude Fable 5.2', line: 'fable', created: '2026-11-09' },
  {
    ...gen55,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    line: 'haiku',
    created: '2026-10-07',
    thinking: ['adaptive', 'disabled'],
    disabledUpTo: 'high',
    forcedTools: true,
    cacheMinimum: 4096,
  },
  {
    ...gen55,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    line: 'sonnet',
    created: '2026-09-28',
    thinking: ['adaptive', 'between_tools'],
  },
  { ...gen55, id: 'claude-opus-5-5', name: 'Claude Opus 5.5', line: 'opus', created: '2026-09-22' },
  { ...gen55, id: 'claude-fable-5-1', name: 'Claude Fable 5.1', line: 'fable', created: '2026-09-01' },
  {
    ...gen5,
    id: 'claude-opus-5',
    name: 'Claude Opus 5',
    line: 'opus',
    created: '2026-07-21',
    disabledUpTo: 'high',
    cacheMinimum: 512,
  },
  { ...gen5, id: 'claude-sonnet-5', name: 'Claude Sonnet 5', line: 'sonnet', created: '2026-06-16' },
  { ...gen47, id: 'claude-opus-4-8', name: 'Claude Opus 4.8', line: 'opus', created: '2026-05-28' },
  {
    ...gen47,
    id: 'claude-opus-4-7',
    name: 'Claude Opus 4.7',
    line: 'opus',
    created: '2026-04-16',
    cacheMinimum: 2048,
  },
  { ...gen46, id: 'claude-sonnet-4-6', name: 'Claude Sonnet 4.6', line: 'sonnet', created: '2026-02-17' },
  {
    ...gen46,
    id: 'claude-opus-4-6',
    name: 'Claude Opus 4.6',
    line: 'opus',
    created: '2026-02-05',
    cacheMinimum: 4096,
  },
  {
    ...gen45,
    id: 'claude-opus-4-5-20251101',
    aliases: ['claude-opus-4-5'],
    name: 'Claude Opus 4.5',
    line: 'opus',
    created: '2025-11-24',
    efforts: ['low', 'medium', 'high'],
    cacheMinimum: 4096,
  },
  {
    ...gen45,
    id: 'claude-haiku-4-5-20251001',
    aliases: ['claude-haiku-4-5'],
    name: 'Claude Haiku 4.5',
    line: 'haiku',
    created: '2025-10-15',
    cacheMinimum: 4096,
  },
  {
    ...gen45,
    id: 'claude-sonnet-4-5-20250929',
    aliases: ['claude-sonnet-4-5'],
    name: 'Claude Sonnet 4.5',
    line: 'sonnet',
    created: '2025-09-29',
    lifecycle: 'deprecated',
    deprecated: '2026-09-30',
    retires: '2026-11-30',
  },
  {
    ...gen45,
    id: 'claude-opus-4-1-20250805',
    aliases: ['claude-opus-4-1'],
    name: 'Claude Opus 4.1',
    line: 'opus',
    created: '2025-08-05',
    context: 200_000,
    maxOutput: 32_000,
    lifecycle: 'retired',
    deprecated: '2026-06-05',
    retires: '2026-08-05',
  },
];
