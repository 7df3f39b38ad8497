import * as vscode from 'vscode';
import { requireSendable, serverHeaders } from '../../core/api/client.ts';
import { checkConnection } from '../network/connectionCheck.ts';
import { readSettings } from '../settings.ts';
import { withProgress } from '../ui/progress.ts';
import { showMarkdown } from '../ui/showMarkdown.ts';
import type { Connection } from './connection.ts';
import { reportText } from './connectionReport.ts';
import type { KeyStore } from './key.ts';

/** Checks the connection and opens the report as a document that can be sent to support. */
export async function showConnection(connection: Connection, keys: KeyStore): Promise<void> {
  const report = await withProgress(vscode.l10n.t('Checking the connection…'), async (signal) => {
    const [{ baseUrl, dialect }, fetch, { key, source }] = await Promise.all([
      connection.connect(),
      connection.transport(),
      keys.read(),
    ]);
    requireSendable(key);
    const request = {
      baseUrl,
      headers: serverHeaders(key, dialect),
      keySource: source,
      model: readSettings().model,
    };
    return checkConnection(fetch, request, signal);
  });
  await showMarkdown(reportText(report));
}
