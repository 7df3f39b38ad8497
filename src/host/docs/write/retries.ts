import type { AskEvent } from '../../../core/ask/question.ts';
import { retryText } from '../../ui/failureText.ts';
import type { Report } from '../../ui/progress.ts';

/** Says in a progress notification that a failed request is repeated, and when. */
export function reportRetries(report: Report): (event: AskEvent) => void {
  return (event) => {
    if (event.type === 'retrying') report(retryText(event, Date.now()));
  };
}
