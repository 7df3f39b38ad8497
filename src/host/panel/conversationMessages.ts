import type { Handlers, ToHost } from '../../protocol.ts';
import { editedWords } from '../ask/session/userQuestion.ts';
import type { Session } from '../ask/session.ts';
import { recipeNamed } from './recipeNamed.ts';

type ConversationMessages =
  | ('retryWith' | 'showVersion' | 'join' | 'separate' | 'leaveOut' | 'takeBack')
  | ('edit' | 'editText' | 'saveEdit' | 'cancelEdit' | 'unqueue' | 'sendNow' | 'resume');

/** Messages about questions that were asked already, or wait in the queue. */
export function conversationHandlers(
  session: Session,
  chooseModel: () => Promise<string | undefined>,
): Pick<Handlers<ToHost>, ConversationMessages> {
  return {
    retryWith: async ({ turn }) => {
      const model = await chooseModel();
      if (model !== undefined) await session.retry(turn, model);
    },
    showVersion: ({ turn }) => session.dispatch({ type: 'versionShown', turn }),
    join: (about) => session.dispatch({ type: 'joined', ...about }),
    separate: (about) => session.dispatch({ type: 'separated', ...about }),
    leaveOut: ({ image }) => session.dispatch({ type: 'leftOut', image }),
    takeBack: ({ image }) => session.dispatch({ type: 'takenBack', image }),
    ...editHandlers(session),
    unqueue: ({ question }) => session.dispatch({ type: 'unqueued', question }),
    sendNow: ({ question }) => session.sendNow(question),
    resume: () => session.resume(),
  };
}

function editHandlers(
  session: Session,
): Pick<Handlers<ToHost>, 'edit' | 'editText' | 'saveEdit' | 'cancelEdit'> {
  const questionOf = (id: string) => {
    const { turns, queue = [] } = session.conversation;
    return [...turns, ...queue].find((question) => question.id === id);
  };
  return {
    edit: ({ id }) => {
      const question = questionOf(id);
      if (question) session.setEditing({ id, text: question.title });
      return session.goOn();
    },
    editText: (editing) => session.editing?.id === editing.id && session.setEditing(editing),
    saveEdit: async ({ id, text }) => {
      const question = questionOf(id);
      // Unchanged, it would be the same question again, which Retry is for.
      const isOther = question && !['', question.title].includes(text.trim());
      const asked = isOther && session.edit(id, editedWords(text, recipeNamed(question.recipe)));
      session.setEditing();
      await asked;
      await session.goOn();
    },
    cancelEdit: () => {
      session.setEditing();
      return session.goOn();
    },
  };
}
