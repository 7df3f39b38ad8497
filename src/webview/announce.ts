import type { PanelState, TurnView } from '../protocol.ts';
import { t } from './l10n.ts';

/** The announcement for a screen reader when one state follows another: events, not the text as it arrives. */
export function announcement(before: PanelState | undefined, after: PanelState): string {
  if (!before) return '';
  if (before.conversation !== after.conversation) return t('Another conversation is shown.');
  const notice = after.notice?.text;
  return [
    ...imageEvents(before, after),
    ...turnEvents(before, after),
    ...(notice !== undefined && notice !== before.notice?.text ? [notice] : []),
  ].join(' ');
}

function turnEvents(before: PanelState, after: PanelState): readonly string[] {
  return after.turns
    .filter((turn, index) => {
      const known = before.turns.find(({ id }) => id === turn.id);
      return known ? phase(known) !== phase(turn) : index === after.turns.length - 1;
    })
    .map(turnEvent)
    .filter((text) => text !== undefined);
}

/** Changes when there is something to say: seconds and images that are counted are not. */
function phase({ status, progress = '' }: TurnView): string {
  return status === 'waiting' ? progress.replace(/\d+/g, '') : status;
}

function turnEvent({ status, progress, failure }: TurnView): string | undefined {
  switch (status) {
    case 'waiting':
      return progress;
    case 'streaming':
      return t('Answer started.');
    case 'done':
      return t('Answer finished.');
    case 'stopped':
      return t('Answer stopped.');
    case 'failed':
      return t('Answer failed: {0}', failure ? `${failure.text} ${failure.remedy}` : '');
    default:
      return undefined;
  }
}

function imageEvents(before: PanelState, after: PanelState): readonly string[] {
  const known = new Map(before.images.map((image) => [image.id, image]));
  const added = after.images.filter(({ id }) => !known.has(id));
  const problems = after.images.filter(({ id, problem }) => problem && problem !== known.get(id)?.problem);
  return [
    ...(added.length === 1 ? [t('{0} attached.', added[0]?.name ?? '')] : []),
    ...(added.length > 1 ? [t('{0} images attached.', added.length)] : []),
    ...problems.map(({ problem }) => problem ?? ''),
  ];
}
