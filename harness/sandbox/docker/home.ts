import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, pack } from 'tar-stream';
import type { BuiltGround } from '../build-types.ts';
import { putTime } from '../files.ts';
import type { ContainerSpec, DockerClient } from './client.ts';
import { candidateUser, root } from './hostconfig.ts';

/** Of the system, or of ours: nothing may be shown in their place. */
const taken =
  /^\/(?:(?:bin|sbin|lib\w*|etc|proc|sys|dev|tmp|env|given)(?:\/.*)?|usr(?:\/(?!src\/).*)?|usr\/src|var|run|root|home|opt|srv|mnt|media)?$/;

/** An image's working folder when the sandbox's root can be shown there too, else null. */
export const homeOf = (workdir: string): string | null => {
  const path = workdir.replace(/(.)\/+$/, '$1');
  const plain = path.startsWith('/') && !path.split('/').some((part) => part === '..' || part === '.');
  return plain && !taken.test(path) && !path.startsWith(`${root}/`) ? path : null;
};

type Home = {
  readonly image: string;
  readonly home: string;
  readonly labels: Readonly<Record<string, string>>;
};

/** Never started: only its files are read. */
const shelfSpec = ({ image, labels }: Omit<Home, 'home'>): ContainerSpec => ({
  Image: image,
  Entrypoint: [],
  Cmd: ['true'],
  Labels: { ...labels },
  HostConfig: { NetworkMode: 'none' },
});

/** What lies in the working folder, as the engine reads it: nothing of the image runs. */
const readHome = async <T>(
  client: DockerClient,
  { image, home, labels }: Home,
  consume: (archive: Readable) => Promise<T>,
): Promise<T | null> => {
  const id = await client.createContainer(shelfSpec({ image, labels }));
  try {
    return await client.readArchive(id, { path: home, consume });
  } finally {
    await client.removeContainer(id);
  }
};

export const measureHome = async (client: DockerClient, order: Home): Promise<number> =>
  (await readHome(client, order, async (archive) => {
    let bytes = 0;
    for await (const chunk of archive) bytes += Buffer.isBuffer(chunk) ? chunk.length : 0;
    return bytes;
  })) ?? 0;

const kept: readonly Header['type'][] = ['file', 'contiguous-file', 'directory', 'symlink', 'link'];

/** Below the folder: an archive's names start with the last part of the path that was asked for. */
const below = (name: string): string => name.replace(/\/+$/, '').split('/').slice(1).join('/');

/** As it stands below the root, owned by the candidate's user; null for what is neither file, folder nor link. */
const moved = (header: Header, folders: ReadonlySet<string>): (Partial<Header> & { name: string }) | null => {
  const name = below(header.name);
  const { type, size, mode, linkname } = header;
  if (name === '' || !kept.includes(type) || (type !== 'directory' && folders.has(name))) return null;
  return {
    name,
    type,
    size,
    mode: (mode ?? 0o644) | (type === 'directory' ? 0o700 : 0o600),
    mtime: putTime,
    ...candidateUser,
    ...(type === 'symlink' && linkname ? { linkname } : {}),
    ...(type === 'link' && linkname ? { linkname: below(linkname) } : {}),
  };
};

/** The same archive for the sandbox's root. */
const moveTo = (archive: Readable, folders: ReadonlySet<string>): Readable => {
  const entries = extract();
  const tar = pack();
  const fill = async (): Promise<void> => {
    const reading = pipeline(archive, entries);
    reading.catch(() => {});
    for await (const entry of entries) {
      const header = moved(entry.header, folders);
      if (!header) {
        entry.resume();
        continue;
      }
      if (header.type === 'file' || header.type === 'contiguous-file')
        await pipeline(entry, tar.entry(header));
      else {
        entry.resume();
        tar.entry(header);
      }
    }
    await reading;
    tar.finalize();
  };
  fill().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  return Readable.from(tar);
};

/**
 * Puts what the build left in the image's working folder into the root of a sandbox, for the submission's own files to be put
 * over it. Left out is what could lead those astray: a link where one of their folders will stand.
 */
export const furnish = async (
  client: DockerClient,
  { keeper, built, labels }: { keeper: string; built: BuiltGround; labels: Home['labels'] },
): Promise<void> => {
  const { id: image, home, folders } = built;
  if (home === null) return;
  await readHome(client, { image, home, labels }, (archive) =>
    client.putArchive(keeper, { tar: moveTo(archive, folders), path: root }),
  );
};
