import type { Connection } from './connection.ts';
import type { KeyStore } from './key.ts';

export async function showConnection(connection: Connection, keys: KeyStore): Promise<void> {
  await Promise.all([connection.fetch(), keys.read()]);
}
