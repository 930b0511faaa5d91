import { join, posix } from 'node:path';
import type { Draw } from '../challenge/types.ts';
import type { SandboxFile } from '../sandbox/types.ts';
import { chooseCommands } from '../start/choose.ts';
import { projectFolders } from '../start/project-folders.ts';
import { textReader } from '../workspace/text.ts';
import type { Workspace } from '../workspace/types.ts';
import type { GatherContext } from './types.ts';

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? '';

/** A file of another content under the name of one of ours is the candidate's own; null is one too long to look into. */
const isCopy = (own: string | null, ours: string): boolean =>
  own === null || firstLine(own) === firstLine(ours);

/** Two paths that cannot both be files: the same, or one a folder above the other. */
const collide = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

type Placed = Pick<GatherContext, 'draw' | 'challenge' | 'facts' | 'manifest' | 'manifestPlace'> & {
  readonly workspace: Pick<Workspace, 'root' | 'files'>;
};

const besideProjects = (context: Placed): Draw['files'] => {
  const { workspace, challenge, draw } = context;
  const read = textReader(workspace);
  const { port } = challenge.config.serving;
  const folders = projectFolders(context, chooseCommands({ ...context, read, port }));
  const beside = folders.flatMap((folder) =>
    draw.files.map(({ path, text }) => ({ path: posix.join(folder, path), text })),
  );
  const mayStand = (own: string, { path, text }: Draw['files'][number]): boolean =>
    own === path && isCopy(read(own), text);
  return beside.filter((file) =>
    workspace.files.every(({ path }) => !collide(path, file.path) || mayStand(path, file)),
  );
};

/**
 * The submission's files, and over them the data as it was drawn for this candidate: at the root, and in folders below it
 * in which a project begins, where code that was written there looks for them.
 */
export const sandboxFiles = (context: Placed): readonly SandboxFile[] => {
  const { workspace, draw } = context;
  const drawn = [...draw.files, ...besideProjects(context)];
  return [
    ...workspace.files
      .filter(({ path }) => drawn.every((file) => !collide(path, file.path)))
      .map(({ path, executable }) => ({ path, executable, from: join(workspace.root, path) })),
    ...drawn,
  ];
};
