#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { launch } from './launch.cjs';

const oldest = [22, 19];

const isTooOld = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
};

/** A bundle older than a source is of no use: the source is what its author means. */
const isFresh = (root, bundle) => {
  if (!existsSync(bundle)) return false;
  const { mtimeMs } = statSync(bundle);
  return ['harness', 'reports'].every((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).every(
      (entry) => !entry.isFile() || statSync(join(entry.parentPath, entry.name)).mtimeMs <= mtimeMs,
    ),
  );
};

if (isTooOld()) {
  process.stderr.write(
    `NODE_TOO_OLD: takehome needs Node ${oldest.join('.')} or newer, and this is ${process.versions.node}.\n` +
      '  After `npm ci`, `npx takehome` in its folder brings a Node of its own.\n',
  );
  process.exitCode = 2;
} else {
  const root = join(import.meta.dirname, '..');
  const bundle = join(root, 'dist', 'cli.cjs');
  if (isFresh(root, bundle)) launch(bundle);
  else {
    module.enableCompileCache();
    await import('./cli.ts');
  }
}
