import type { PanelState, TurnView } from '../protocol.ts';
import { number, t } from './l10n.ts';

/** The announcement for a screen reader when one state follows another: events, not the text as it arrives. */
export function announcement(before: PanelState | undefined, after: PanelState): string {
  if (!before) return '';
  if (before.conversation !== after.conversation) return t('Another conversation is shown.');
  const notice = after.notice?.text;
  return [
    ...imageEvents(before, after),
    ...turnEvents(before, after),
    ...versionEvents(before, after),
    ...queueEvents(before, after),
    ...(notice !== undefined && notice !== before.notice?.text ? [notice] : []),
  ].join(' ');
}

function turnEvents(before: PanelState, after: PanelState): readonly string[] {
  return after.turns
    .filter((turn, index) => {
      const known = before.turns.find(({ id }) => id === turn.id);
      if (known) return phase(known) !== phase(turn);
      // Another version that is merely looked at says nothing new.
      return index === after.turns.length - 1 && !(turn.status === 'done' && before.turns[index]);
    })
    .map(turnEvent)
    .filter((text) => text !== undefined);
}

/** Another version of a question is shown in the place of the one before. */
function versionEvents(before: PanelState, after: PanelState): readonly string[] {
  const changed = after.turns.find(({ id, versions }, index) => versions && before.turns[index]?.id !== id);
  if (!changed?.versions || after.running) return [];
  const { position, of } = changed.versions;
  return [t('Version {0} of {1}', number(position), number(of))];
}

function queueEvents(before: PanelState, after: PanelState): readonly string[] {
  const [old, now] = [before.queue?.questions.length ?? 0, after.queue?.questions.length ?? 0];
  if (now > old) return [t('Question put into the queue.')];
  return after.queue?.held && !before.queue?.held ? [t('Queue paused.')] : [];
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
