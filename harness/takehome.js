#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { launch } from './launch.cjs';

const oldest = [22, 19];

const isTooOld = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
};

/**
 * A bundle older than a source is of no use: the source is what its author means. The list of what it was made from is written when
 * all of it is there.
 */
const isFresh = (root, list) => {
  if (!existsSync(list)) return false;
  const { mtimeMs } = statSync(list);
  return JSON.parse(readFileSync(list, 'utf8')).every(
    (path) => (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= mtimeMs,
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
  const dist = join(root, 'dist');
  if (isFresh(root, join(dist, 'sources.json'))) launch(join(dist, 'cli.cjs'));
  else {
    module.enableCompileCache();
    await import('./cli.ts');
  }
}
