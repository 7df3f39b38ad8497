import { isRefusal, probe } from '../../../core/image/probe.ts';
import { isImageName, type NamedImage } from '../commandTargets.ts';

/** Bytes with a name that ends as their format does, so that the editor opens their file as an image. */
export function namedBytes(name: string, bytes: Uint8Array): NamedImage {
  if (isImageName(name)) return { name, bytes };
  const header = probe(bytes);
  return { name: isRefusal(header) ? name : `${name}.${header.type}`, bytes };
}
