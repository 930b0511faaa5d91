import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../../harness/sandbox/types.ts';

/** The ports on which a server listens, as soon as there is one. */
export const untilListening = async (server: Server) => {
  for (;;) {
    const ports = await server.listening();
    if (ports.length > 0) return ports;
    await sleep(20);
  }
};
