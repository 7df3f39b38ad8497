import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

const open: { server: Server; sockets: Set<Socket> }[] = [];

/** Listens on a free loopback port and gives it. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Ends every server and connection of the test: for `afterEach`. */
export async function closeAll(): Promise<void> {
  const servers = open.splice(0);
  for (const { sockets } of servers) for (const socket of sockets) socket.destroy();
  await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
}
