import type { AttachedImage } from '../question.ts';
import type { Conversation } from './conversationTypes.ts';
import type { EventOf, ImageParts } from './events.ts';
import { mapById, mapImages } from './mapConversation.ts';

export type AttachedEvent = EventOf<
  'attached' | 'inspected' | 'removed' | 'allRemoved' | 'partsChosen' | 'frameChosen' | 'moved'
>;

export function advanceAttached(conversation: Conversation, event: AttachedEvent): Conversation {
  const { attached } = conversation;
  switch (event.type) {
    case 'attached':
      return { ...conversation, attached: [...attached, ...event.images] };
    case 'inspected':
      return mapImages(conversation, event.image, (image) => ({ ...withoutFacts(image), ...event.facts }));
    case 'removed':
      return { ...conversation, attached: attached.filter((image) => image.id !== event.image) };
    case 'allRemoved':
      return { ...conversation, attached: [] };
    case 'partsChosen': {
      const choose = (image: AttachedImage) => withParts(image, event.parts);
      return { ...conversation, attached: mapById(attached, event.image, choose) };
    }
    case 'frameChosen':
      return mapImages(conversation, event.image, (image) => ({ ...image, frame: event.frame }));
    case 'moved': {
      const { image, uri, name } = event;
      const renamed = { ...conversation, attached: mapById(attached, image, (one) => ({ ...one, name })) };
      return mapImages(renamed, image, (one) => ({ ...one, uri }));
    }
  }
}

function withoutFacts(image: AttachedImage): AttachedImage {
  const { byteLength: _byteLength, header: _header, problem: _problem, ...address } = image;
  return address;
}

function withParts(image: AttachedImage, { region, redactions }: ImageParts): AttachedImage {
  const { region: _region, redactions: _redactions, sent: _sent, problem: _problem, ...whole } = image;
  return { ...whole, ...(region && { region }), ...(redactions.length > 0 && { redactions }) };
}
