import { cost, type Estimate, estimate } from '../../core/api/models/prices.ts';
import type { AttachedImage, Conversation, Spent, Turn } from '../../core/ask/conversation.ts';
import { turnsOfRequest } from '../../core/ask/messages.ts';
import { fit, orientedSize, patches } from '../../core/image/fit.ts';
import { limitsFor } from '../../core/image/limits.ts';
import type { Settings } from '../settings.ts';
import { money, tokens } from '../ui/quantities.ts';

type Asked = Pick<Settings, 'model' | 'baseUrl' | 'imageDetail' | 'prices'>;

/**
 * What the next question would cost at most: its images, its text, and all of the same subject that was said before.
 * The last answer has counted everything before it.
 */
export function nextQuestion({ attached, turns }: Conversation, text: string, asked: Asked): Estimate {
  const subject = turns.slice(
    Math.max(
      0,
      turns.findLastIndex(({ fresh }) => fresh),
    ),
  );
  const counted = subject.findLastIndex(({ usage }) => usage !== undefined);
  const since = subject.slice(counted + 1);
  const words = since.flatMap(({ question, answer }) => [question, answer]);
  const pictures = tokensOf([...since.flatMap(({ images }) => images), ...attached], asked);
  const before = subject[counted];
  return estimate(
    asked.model,
    {
      imageTokens: [...pictures, ...(before ? [usedTokens(before)] : [])],
      text: [...words, text].join('\n'),
    },
    asked.prices,
  );
}

/** The same for a question that stands in the conversation. */
export function turnEstimate(conversation: Conversation, id: string, asked: Asked): Estimate {
  const turns = turnsOfRequest(conversation, id);
  const turn = turns.at(-1);
  const before = { attached: turn?.images ?? [], turns: turns.slice(0, -1) };
  return nextQuestion(before, turn?.question ?? '', asked);
}

/** USD of an answer, where its model has a known price and its server counted the tokens. */
export function turnCost({ model, usage }: Spent, { prices }: Asked): number | undefined {
  return usage && cost(model, usage, prices);
}

/** "4,812 tokens in, 310 out · $0.013" */
export function usageText(turn: Turn, asked: Asked): string | undefined {
  const { usage } = turn;
  if (!usage) return undefined;
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const cached = usage.cacheRead > 0 ? ` (${usage.cacheRead.toLocaleString('en-US')} from the cache)` : '';
  const usd = turnCost(turn, asked);
  const price = usd === undefined ? '' : ` · ${money(usd)}`;
  return `${tokens(input)} in${cached}, ${usage.output.toLocaleString('en-US')} out${price}`;
}

/** "12,300 tokens, $0.05 · today: $0.40": what all answers of the conversation used, replaced ones included. */
export function totalText({ turns }: Conversation, asked: Asked, today: number): string | undefined {
  const spent = turns.flatMap((turn): readonly Spent[] => [...(turn.replaced ?? []), turn]);
  const all = spent.reduce((sum, one) => sum + usedTokens(one), 0);
  if (all === 0) return undefined;
  const costs = spent.map((one) => turnCost(one, asked)).filter((usd) => usd !== undefined);
  const usd = costs.reduce((sum, one) => sum + one, 0);
  const price = costs.length > 0 ? `, ${money(usd)}` : '';
  const day = today > usd * 1.0001 ? ` · today: ${money(today)}` : '';
  return `${tokens(all)}${price}${day}`;
}

/** Whether the user wants to be asked before a question that may cost so much. */
export function isToBeConfirmed({ usd }: Estimate, { confirmCostAbove }: Settings): boolean {
  return confirmCostAbove > 0 && usd !== undefined && usd > confirmCostAbove;
}

export function estimateText({ tokens: count, usd }: Estimate): string {
  return `about ${tokens(count)}${usd === undefined ? '' : `, ${money(usd)}`}`;
}

function usedTokens({ usage }: Spent): number {
  return usage ? usage.input + usage.cacheRead + usage.cacheWrite + usage.output : 0;
}

function tokensOf(images: readonly AttachedImage[], asked: Asked): readonly number[] {
  const limits = limitsFor({ ...asked, detail: asked.imageDetail, imageCount: images.length });
  return images.flatMap(({ header, problem }) => {
    // What was not looked at yet may be as large as any.
    if (!header) return problem ? [] : [limits.tierTokens];
    const size = fit(orientedSize(header).width, orientedSize(header).height, limits);
    return [patches(size.width, size.height)];
  });
}
