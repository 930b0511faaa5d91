#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist', 'cli.js');

/** A bundle older than a source is of no use: the source is what its author means. */
const isFresh = () => {
  if (!existsSync(bundle)) return false;
  const { mtimeMs } = statSync(bundle);
  return ['harness', 'reports'].every((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).every(
      (entry) => !entry.isFile() || statSync(join(entry.parentPath, entry.name)).mtimeMs <= mtimeMs,
    ),
  );
};

// What is compiled once is not compiled again, the first module included: hence a program that is JavaScript already.
enableCompileCache();
await import(isFresh() ? bundle : './cli.ts');
