import * as vscode from 'vscode';
import type { Estimate } from '../../core/api/models/prices.ts';
import { answerCost, countedEstimate, lookCost } from '../../core/ask/cost.ts';
import type { EstimateView } from '../../protocol.ts';
import type { Settings } from '../settings.ts';
import { money, number, tokens } from '../ui/quantities.ts';

/** "about 1,204 tokens in, $0.01 with the answer" */
export function estimateText({ tokens: count, usd }: Estimate): string {
  return usd === undefined
    ? vscode.l10n.t('about {0} in', tokens(count))
    : vscode.l10n.t('about {0} in, {1} with the answer', tokens(count), money(usd));
}

/** What the next question puts in and what an answer may cost; `counted` are its tokens as the server counted them. */
export function estimateView(
  estimated: Estimate,
  counted: number | undefined,
  settings: Settings,
): EstimateView {
  const exact = counted !== undefined;
  const estimate = exact ? countedEstimate(counted, settings) : estimated;
  const input = exact
    ? vscode.l10n.t('{0} in', tokens(estimate.tokens))
    : vscode.l10n.t('about {0} in', tokens(estimate.tokens));
  const { inputUsd } = estimate;
  const answer = answerCost(estimate.tokens, settings);
  const counting = exact
    ? vscode.l10n.t('The server counted the tokens.')
    : vscode.l10n.t('Press to get an exact count (free).');
  if (inputUsd === undefined || !answer)
    return {
      input,
      detail: `${vscode.l10n.t('The price of {0} is not known.', settings.model)} ${counting}`,
    };
  return {
    input: `${input}, ${money(inputUsd)}`,
    answer: vscode.l10n.t('answer up to {0}', money(answer.longest)),
    detail: `${costDetail({ ...estimate, inputUsd }, settings)} ${counting}`,
  };
}

/** What goes in and what may come out, in whole sentences. */
export function costDetail(estimate: Estimate, settings: Settings): string {
  const { tokens: count, inputUsd = 0 } = estimate;
  const goesIn = vscode.l10n.t('About {0} for the {1} of input.', money(inputUsd), tokens(count));
  const answer = answerCost(count, settings);
  if (!answer) return goesIn;
  const comesOut = vscode.l10n.t(
    'A usual answer costs about {0}, the longest that your settings allow costs {1}, thinking included.',
    money(answer.usual),
    money(answer.longest),
  );
  const look = settings.zoom > 0 ? lookCost(count, settings) : undefined;
  if (look === undefined) return `${goesIn} ${comesOut}`;
  const looks = vscode.l10n.t(
    'Where Claude looks closer, each of at most {0} looks adds up to {1}.',
    number(settings.zoom),
    money(look),
  );
  return `${goesIn} ${comesOut} ${looks}`;
}
