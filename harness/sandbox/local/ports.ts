import { readdir, readFile, readlink } from 'node:fs/promises';

export type Listening = { readonly port: number; readonly loopbackOnly: boolean };

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Process group: the fifth field of `/proc/<pid>/stat`, counted after the name (proc(5)). */
const groupOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);

const socketsOf = async (pid: string): Promise<readonly string[]> => {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
};

const socketsOfGroup = async (group: number): Promise<ReadonlySet<string>> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const groups = await Promise.all(pids.map(async (pid) => groupOf(await textOf(`/proc/${pid}/stat`))));
  const members = pids.filter((_, index) => groups[index] === group);
  return new Set((await Promise.all(members.map(socketsOf))).flat());
};

const listenState = '0A';
const isLoopback = (address: string): boolean =>
  address.length === 8 ? address.endsWith('7F') : /^0{24}01000000$|^0{16}FFFF0000.{6}7F$/.test(address);

/** TCP ports that a process group listens on, from Linux's own tables; empty on a system without them. */
export const listeningPorts = async (group: number): Promise<readonly Listening[]> => {
  const tables = (await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(textOf))).join('\n');
  if (tables.trim() === '') return [];
  const ours = await socketsOfGroup(group);
  const ports = new Map<number, boolean>();
  for (const row of tables.split('\n')) {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    const [address, port] = local?.split(':') ?? [];
    if (!address || !port || state !== listenState || !ours.has(inode ?? '')) continue;
    const number = Number.parseInt(port, 16);
    ports.set(number, (ports.get(number) ?? true) && isLoopback(address));
  }
  return [...ports].map(([port, loopbackOnly]) => ({ port, loopbackOnly })).sort((a, b) => a.port - b.port);
};
