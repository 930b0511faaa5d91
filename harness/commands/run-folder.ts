import { resolve } from 'node:path';
import { renderJunit } from '../../reports/junit.ts';
import { openReports } from '../../reports/render.ts';
import { renderSummary } from '../../reports/summary.ts';
import { writeAllAtomically } from '../files.ts';
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

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export type WriteRun = (
  folder: string,
  run: { readonly dossier: Dossier; readonly grade: Grade },
) => Promise<void>;

/** Writes the documents of one run after another: all of each or none, the grade last. */
export const openRuns = (): WriteRun => {
  const render = openReports();
  return (folder, { dossier, grade }) =>
    writeAllAtomically(folder, [
      { name: 'dossier.json', text: json(dossier) },
      { name: reportFile, text: render({ grade, dossier, audience: 'team' }) },
      { name: 'report-for-candidate.html', text: render({ grade, dossier, audience: 'candidate' }) },
      { name: 'junit.xml', text: renderJunit(grade) },
      { name: 'summary.md', text: renderSummary(grade) },
      { name: 'grade.json', text: json(grade) },
    ]);
};

export const reportPath = (folder: string): string => resolve(folder, reportFile);
