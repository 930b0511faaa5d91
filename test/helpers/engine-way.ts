import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A way to the engine that can be cut, as when the daemon is killed, and opened again. */
export const openWay = async (socket: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-way-'));
  const path = join(folder, 'engine.sock');
  const open = new Set<Socket>();
  const events = new Set<Socket>();
  let passable = true;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (!passable) return near.destroy();
    const far = connectSocket({ path: socket, allowHalfOpen: true });
    near.on('data', (head) => {
      if (String(head).startsWith('GET /events')) events.add(near);
    });
    for (const [one, another] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(another);
      one.on('error', () => another.destroy());
      one.on('close', () => another.destroy());
    }
    return near;
  });
  server.listen(path);
  await once(server, 'listening');
  const cut = () => {
    passable = false;
    for (const one of open) one.destroy();
    open.clear();
  };
  /** As `cut`, but whoever waits for an answer is told nothing. */
  const fallSilent = () => {
    passable = false;
    for (const one of open) one.unpipe();
    for (const one of events) one.destroy();
  };
  return {
    host: `unix://${path}`,
    cut,
    fallSilent,
    mend: () => {
      passable = true;
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
};
