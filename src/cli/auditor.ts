import { readFile, stat } from 'node:fs/promises';
import type { StyleSetting } from '../core/docs/altText/houseStyle.ts';
import type { AuditSettings } from '../core/docs/audit/auditSettings.ts';
import { english } from '../core/docs/audit/findingText.ts';
import { auditPage, type FileOutcome } from '../core/docs/audit/pageAudit.ts';
import { configProblemText } from '../core/docs/config/configText.ts';
import { createFindConfig, type FoundConfig } from '../core/docs/config/findConfig.ts';
import { createFindSyntax, type FindSyntax } from '../core/docs/dialects.ts';
import { folderOf, joined, percentDecoded, withoutQuery } from '../core/docs/files/paths.ts';
import { remember } from '../core/docs/files/remember.ts';
import { createResolve, type Resolution, type Resolve } from '../core/docs/files/resolve.ts';
import { findImages } from '../core/docs/find.ts';
import type { DocumentSyntax, ImageReference } from '../core/docs/imageReference.ts';
import { type ReportRow, rowsOf } from '../core/docs/report/report.ts';
import { measureImage } from '../core/platform/node/measureImage.ts';
import { CliError, say } from './failure.ts';
import { createFindByName } from './findByName.ts';
import { absolute, decoded, filesIn, isProject, relativeTo, rootOf, textUnlessMissing } from './places.ts';

/** A document that was read. */
export interface Audited {
  readonly path: string;
  /** The folder that `/image.png` counts from. */
  readonly root: string;
  readonly images: number;
  readonly rows: readonly ReportRow[];
}

/** A document and how its alt texts are judged. */
export interface ReadDocument {
  readonly path: string;
  /** From the working folder on. */
  readonly file: string;
  readonly text: string;
  readonly syntax: DocumentSyntax;
  readonly references: readonly ImageReference[];
  readonly settings: AuditSettings;
  /** Of new alt texts, where the project says so. */
  readonly language: string | undefined;
  /** Of new alt texts, where the project has one. */
  readonly style: StyleSetting | undefined;
  /** The file that a reference shows; its path counts from the root. */
  readonly resolve: (reference: ImageReference) => Promise<Resolution>;
}

/** The default of `altText.maxLength`, in characters. */
const maxLength = 150;

/** Bytes above which a file was made by a machine, and parsing it would take long. */
const largest = 5_000_000;

const { signal } = new AbortController();

/** Audits documents by their absolute paths; it remembers every folder that it has seen. */
export class Auditor {
  readonly #working = absolute('.');
  readonly #findConfig = createFindConfig(textUnlessMissing);
  readonly #sites = new Map<string, FindSyntax>();
  readonly #resolves = new Map<string, Resolve>();
  readonly #measure = remember((path) => measureImage(path));

  /** @throws {CliError} for a configuration that cannot be read, or with a row that has no effect. */
  async configOf(path: string): Promise<FoundConfig | undefined> {
    return checked(await this.#findConfig(path, signal), this.#working);
  }

  /** Undefined for a file that nothing here reads. Throws what reading it throws. */
  async read(path: string, root: string): Promise<ReadDocument | undefined> {
    const inRoot = relativeTo(root, path);
    const syntaxIn = once(this.#sites, root, () => createFindSyntax(filesIn(root)));
    const syntax = await syntaxIn(inRoot, signal);
    if (!syntax) return undefined;
    const file = relativeTo(this.#working, path);
    if ((await stat(path)).size > largest) {
      say(`${file} has more than ${largest / 1e6} MB, so it was left out.`);
      return undefined;
    }
    const config = await this.configOf(path);
    const text = decoded(await readFile(path));
    const { altText, rules = {} } = config?.config ?? {};
    const find = once(this.#resolves, `${root}\0${config?.path}`, () => resolveIn(root, config));
    return {
      ...{ path, file, text, syntax, language: altText?.language },
      style: styleIn(config, root),
      references: await findImages(text, syntax),
      settings: { maxLength: altText?.maxLength ?? maxLength, rules },
      resolve: async (reference) => {
        const found = await find(reference, inRoot, signal);
        const isUnknown = found.state === 'missing' && !isProject(root) && leadsOut(reference, inRoot);
        return isUnknown ? { state: 'elsewhere' } : found;
      },
    };
  }

  /** Undefined and throws as `read` does. */
  async audit(path: string, root: string): Promise<Audited | undefined> {
    const document = await this.read(path, root);
    if (!document) return undefined;
    const { references, settings } = document;
    const resolve = async (reference: ImageReference): Promise<FileOutcome> => {
      const found = await document.resolve(reference);
      if (found.state !== 'found') return found;
      return { state: 'found', measure: () => this.#measure(`${root}/${found.path}`, signal) };
    };
    const { images, findings } = await auditPage(references, resolve, settings, signal);
    return { path, root, images, rows: rowsOf(document, findings, settings.maxLength, english) };
  }
}

/** Whether a path counts from the root of a project, or leads out of it, which nobody knows. */
function leadsOut({ source }: ImageReference, document: string): boolean {
  const path = percentDecoded(withoutQuery(source.text));
  return path.startsWith('/') || joined(folderOf(document), path) === undefined;
}

function checked(found: FoundConfig | undefined, working: string): FoundConfig | undefined {
  const [first] = found?.problems ?? [];
  if (found && first) throw new CliError(configProblemText(first, relativeTo(working, found.path), english));
  return found;
}

function styleIn(found: FoundConfig | undefined, root: string): StyleSetting | undefined {
  const value = found?.config.altText.style;
  return found && value !== undefined ? { value, folder: folderOf(found.path), root } : undefined;
}

/** Static folders count from the folder of the configuration. */
function resolveIn(root: string, found: FoundConfig | undefined): Resolve {
  const base = found?.path.startsWith(`${root}/`) ? folderOf(relativeTo(root, found.path)) : '';
  const staticFolders = (found?.config.altText.staticFolders ?? []).flatMap(
    (folder) => joined(base, folder) ?? [],
  );
  return createResolve(filesIn(root), { staticFolders, find: createFindByName(root) });
}

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The root that a path is audited in, and whether it is a folder. @throws {CliError} when it does not exist. */
export async function placeOf(path: string): Promise<{ path: string; root: string; isFolder: boolean }> {
  const full = absolute(path);
  try {
    if (path === '') throw new RangeError('no path');
    const isFolder = (await stat(full === '' ? '/' : full)).isDirectory();
    return { path: full, root: rootOf(full, isFolder), isFolder };
  } catch {
    throw new CliError(`${path} does not exist, or cannot be read.`);
  }
}
