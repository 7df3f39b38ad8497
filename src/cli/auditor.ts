import { readFile, stat } from 'node:fs/promises';
import type { AuditSettings } from '../core/docs/audit/auditSettings.ts';
import { english } from '../core/docs/audit/findingText.ts';
import { auditPage, type FileOutcome } from '../core/docs/audit/pageAudit.ts';
import { configProblemText } from '../core/docs/config/configText.ts';
import { createFindConfig, type FoundConfig } from '../core/docs/config/findConfig.ts';
import { createFindSyntax, type FindSyntax } from '../core/docs/dialects.ts';
import { folderOf, joined } from '../core/docs/files/paths.ts';
import { remember } from '../core/docs/files/remember.ts';
import { createResolve, type Resolve } from '../core/docs/files/resolve.ts';
import { findImages } from '../core/docs/find.ts';
import type { DocumentSyntax, ImageReference } from '../core/docs/imageReference.ts';
import { type ReportRow, rowsOf } from '../core/docs/report/report.ts';
import { measureImage } from '../core/platform/node/measureImage.ts';
import { CliError } from './failure.ts';
import { createFindByName } from './findByName.ts';
import { absolute, decoded, filesIn, relativeTo, rootOf, textIn } from './places.ts';

/** A document that was read. */
export interface Audited {
  readonly path: string;
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
  /** The path of the image that a reference shows; undefined where it is none of this computer. */
  readonly imageOf: (reference: ImageReference) => Promise<string | undefined>;
  readonly resolve: (reference: ImageReference) => Promise<FileOutcome>;
}

/** Audits documents by their absolute paths; it remembers every folder that it has seen. */
export interface Auditor {
  /** @throws {CliError} for a configuration with a row that has no effect. */
  readonly configOf: (path: string) => Promise<FoundConfig | undefined>;
  /** Undefined for a file that nothing here reads. Throws what reading it throws. */
  readonly read: (path: string, root: string) => Promise<ReadDocument | undefined>;
  readonly audit: (path: string, root: string) => Promise<Audited | undefined>;
}

/** The default of `altText.maxLength`, in characters. */
const maxLength = 150;

/** Bytes above which a file was made by a machine, and parsing it would take long. */
const largest = 5_000_000;

const { signal } = new AbortController();

export function createAuditor(): Auditor {
  const findConfig = createFindConfig(textIn);
  const working = absolute('.');
  const sites = new Map<string, FindSyntax>();
  const resolves = new Map<string, Resolve>();
  const measure = remember((path) => measureImage(path));
  const configOf = async (path: string) => checked(await findConfig(path, signal), working);
  return { configOf, read, audit };

  async function read(path: string, root: string): Promise<ReadDocument | undefined> {
    const inRoot = relativeTo(root, path);
    const syntaxIn = once(sites, root, () => createFindSyntax(filesIn(root)));
    const syntax = await syntaxIn(inRoot, signal);
    if (!syntax || (await stat(path)).size > largest) return undefined;
    const config = await configOf(path);
    const text = decoded(await readFile(path));
    const { altText, rules = {} } = config?.config ?? {};
    const find = once(resolves, `${root}\0${config?.path}`, () => resolveIn(root, config));
    return {
      ...{ path, file: relativeTo(working, path), text, syntax, language: altText?.language },
      references: await findImages(text, syntax),
      settings: { maxLength: altText?.maxLength ?? maxLength, rules },
      imageOf: async (reference) => {
        if (reference.kind !== 'image') return undefined;
        const found = await find(reference, inRoot, signal);
        return found.state === 'found' ? `${root}/${found.path}` : undefined;
      },
      resolve: async (reference) => {
        const found = await find(reference, inRoot, signal);
        if (found.state !== 'found') return found;
        return { state: 'found', measure: () => measure(`${root}/${found.path}`, signal) };
      },
    };
  }

  async function audit(path: string, root: string): Promise<Audited | undefined> {
    const document = await read(path, root);
    if (!document) return undefined;
    const { references, settings, resolve } = document;
    const { images, findings } = await auditPage(references, resolve, settings, signal);
    return { path, images, rows: rowsOf(document, findings, settings.maxLength, english) };
  }
}

function checked(found: FoundConfig | undefined, working: string): FoundConfig | undefined {
  const [first] = found?.problems ?? [];
  if (found && first) throw new CliError(configProblemText(first, relativeTo(working, found.path), english));
  return found;
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
    const isFolder = (await stat(full === '' ? '/' : full)).isDirectory();
    return { path: full, root: rootOf(full, isFolder), isFolder };
  } catch {
    throw new CliError(`${path} does not exist, or cannot be read.`);
  }
}
