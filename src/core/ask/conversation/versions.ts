import type { AttachedImage } from '../question.ts';
import type { Branch, Conversation, Turn } from './conversationTypes.ts';

/** Every turn, shown or not. */
export function allTurns({ turns, branches = [] }: Conversation): readonly Turn[] {
  return [...turns, ...branches.flatMap((branch) => branch.turns)];
}

/** Every image: attached, asked about, or waiting with a question. */
export function allImages(conversation: Conversation): readonly AttachedImage[] {
  const { attached, queue = [] } = conversation;
  return [...attached, ...[...allTurns(conversation), ...queue].flatMap(({ images }) => images)];
}

/** The versions of a question that is shown, in the order they were asked; itself alone when there is no other. */
export function versionsOf(conversation: Conversation, id: string): readonly Turn[] {
  const { turns, branches = [] } = conversation;
  const at = turns.findIndex((turn) => turn.id === id);
  if (at < 0) return [];
  const after = turns[at - 1]?.id;
  return [...turns.slice(at, at + 1), ...branches.filter((one) => one.after === after).flatMap(firstOf)].sort(
    (one, other) => numberOf(one) - numberOf(other),
  );
}

/** Another version of a question takes its place; the question keeps what came after it, and is not shown. */
export function withVersion(conversation: Conversation, id: string, version: Turn): Conversation {
  const at = conversation.turns.findIndex((turn) => turn.id === id);
  if (at < 0) return conversation;
  const newest = Math.max(...versionsOf(conversation, id).map(numberOf));
  return withLine(conversation, at, [{ ...version, version: newest + 1 }]);
}

/** Shows another version of a question, with what was asked after it. */
export function withShownVersion(conversation: Conversation, id: string): Conversation {
  const { turns, branches = [] } = conversation;
  const branch = branches.find((one) => one.turns[0]?.id === id);
  const at = branch?.after === undefined ? 0 : turns.findIndex((turn) => turn.id === branch.after) + 1;
  // Of a question that follows a version which is not shown itself.
  if (!branch || (branch.after !== undefined && at === 0)) return conversation;
  const others = branches.filter((one) => one !== branch);
  return withLine({ ...conversation, branches: others }, at, branch.turns);
}

/** The branches that follow a turn which is there, in their order. */
export function reachableBranches(turns: readonly Turn[], branches: readonly Branch[]): readonly Branch[] {
  const ids = new Set(turns.map(({ id }) => id));
  const follows = ({ after }: Branch) => after === undefined || ids.has(after);
  // A branch may stand before the one that it follows.
  for (let known = -1; known < ids.size; ) {
    known = ids.size;
    for (const { id } of branches.filter(follows).flatMap((branch) => branch.turns)) ids.add(id);
  }
  return branches.filter(follows);
}

function withLine(conversation: Conversation, at: number, line: readonly Turn[]): Conversation {
  const { turns, branches = [] } = conversation;
  const before = turns[at - 1];
  const aside: Branch = { ...(before && { after: before.id }), turns: turns.slice(at) };
  return { ...conversation, turns: [...turns.slice(0, at), ...line], branches: [...branches, aside] };
}

function firstOf({ turns }: Branch): readonly Turn[] {
  return turns.slice(0, 1);
}

function numberOf({ version = 1 }: Turn): number {
  return version;
}
