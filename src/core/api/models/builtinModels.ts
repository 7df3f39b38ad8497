import type { Effort } from '../answerTypes.ts';
import type { ModelFacts } from './modelFacts.ts';

const all: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

const recent = {
  imageInput: true,
  context: 1_000_000,
  maxOutput: 128_000,
  efforts: all,
  schema: true,
  tools: true,
  thinks: true,
  lifecycle: 'active',
} as const;

const quiet = { ...recent, thinks: false } as const;
const of46 = { ...quiet, efforts: ['low', 'medium', 'high', 'max'] } as const;
const of45 = { ...quiet, context: 200_000, maxOutput: 64_000, efforts: [] } as const;
const retired = { ...of45, schema: false, lifecycle: 'retired' } as const;

const haiku = 'claude-haiku-5-5';
const sonnet = 'claude-sonnet-5-5';
const opus = 'claude-opus-5-5';

/**
 * For servers without a list of models: newest first (models overview, deprecations and release notes of the API,
 * Nov 2026). Models that only verified organisations may use are left out.
 */
export const builtinModels: readonly ModelFacts[] = [
  { ...recent, id: 'claude-fable-5-2', name: 'Claude Fable 5.2' },
  { ...recent, id: haiku, name: 'Claude Haiku 5.5' },
  { ...recent, id: sonnet, name: 'Claude Sonnet 5.5' },
  { ...recent, id: opus, name: 'Claude Opus 5.5' },
  { ...recent, id: 'claude-fable-5-1', name: 'Claude Fable 5.1' },
  { ...recent, id: 'claude-fable-5', name: 'Claude Fable 5' },
  { ...recent, id: 'claude-sonnet-5', name: 'Claude Sonnet 5' },
  { ...recent, id: 'claude-opus-5', name: 'Claude Opus 5' },
  { ...quiet, id: 'claude-opus-4-8', name: 'Claude Opus 4.8' },
  { ...quiet, id: 'claude-opus-4-7', name: 'Claude Opus 4.7' },
  { ...of46, id: 'claude-opus-4-6', name: 'Claude Opus 4.6' },
  { ...of46, id: 'claude-sonnet-4-6', name: 'Claude Sonnet 4.6', maxOutput: 64_000 },
  { ...of45, id: 'claude-opus-4-5', name: 'Claude Opus 4.5', efforts: ['low', 'medium', 'high'] },
  { ...of45, id: 'claude-haiku-4-5', name: 'Claude Haiku 4.5' },
  {
    ...of45,
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    lifecycle: 'deprecated',
    retires: '2026-11-30',
    successor: sonnet,
  },
  { ...retired, id: 'claude-opus-4-1', name: 'Claude Opus 4.1', maxOutput: 32_000, successor: opus },
  { ...retired, id: 'claude-opus-4', name: 'Claude Opus 4', maxOutput: 32_000, successor: opus },
  { ...retired, id: 'claude-sonnet-4', name: 'Claude Sonnet 4', successor: sonnet },
  { ...retired, id: 'claude-3-7-sonnet', name: 'Claude Sonnet 3.7', successor: sonnet },
  { ...retired, id: 'claude-3-5-haiku', name: 'Claude Haiku 3.5', successor: haiku },
  { ...retired, id: 'claude-3-haiku', name: 'Claude Haiku 3', successor: haiku },
];
