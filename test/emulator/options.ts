import type { DialectName } from './dialects.ts';

export interface EmulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly dialect?: DialectName;
  /** The only key that is accepted. Without it any key is, except one that contains `invalid`. */
  readonly apiKey?: string;
  /** Milliseconds between the pieces of the default answer, for people who watch; 0 by default. */
  readonly pace?: number;
  /** The line ends of event streams; left out, answers take turns. */
  readonly newline?: '\n' | '\r\n';
  /** False leaves out the `event:` lines, as some gateways do. */
  readonly eventLines?: boolean;
  readonly pings?: boolean;
  /** False leaves `usage` out of the stream. */
  readonly usage?: boolean;
  /** The limit of an image's base64 text in bytes; 10 MB by default, 5 MB on older routes. */
  readonly imageLimit?: number;
  /** The answers of image addresses: bytes, or `robots` where the site forbids it. All others cannot be downloaded. */
  readonly web?: Readonly<Record<string, Uint8Array | 'robots'>>;
  /** How often a batch is asked for before it has ended; 1 by default. */
  readonly batchPolls?: number;
  /** Milliseconds since the epoch, for the expiry of files and cache entries. */
  readonly now?: () => number;
}
