import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderJunit } from '../../reports/junit.ts';
import { renderReport } from '../../reports/render.ts';
import { renderSummary } from '../../reports/summary.ts';
import { writeAtomically } from '../files.ts';
import type { Dossier, Grade } from '../types.ts';

export const reportFile = 'report.html';

/** `<name>-<commit or digest>`: one folder a submission and state of it. */
export const runName = ({ header }: Dossier): string => {
  const { name, commit, digest } = header.submission;
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `${slug || 'submission'}-${(commit ?? digest).slice(0, 8)}`;
};

/** Documents of one run: each is written whole or not at all, the grade last. */
export const writeRun = async (
  folder: string,
  { dossier, grade }: { readonly dossier: Dossier; readonly grade: Grade },
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const documents: readonly (readonly [string, string])[] = [
    ['dossier.json', json(dossier)],
    [reportFile, renderReport({ grade, dossier, audience: 'team' })],
    ['report-for-candidate.html', renderReport({ grade, dossier, audience: 'candidate' })],
    ['junit.xml', renderJunit(grade)],
    ['summary.md', renderSummary(grade)],
    ['grade.json', json(grade)],
  ];
  for (const [name, text] of documents) await writeAtomically(join(folder, name), text);
};

export const reportPath = (folder: string): string => resolve(folder, reportFile);
