import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { count, grouped } from './support/words.ts';

const mebibyte = 1024 * 1024;
// Cloned in seconds, and small enough to be a sample; GitHub warns of files from 50 MiB on.
const sample = 10 * mebibyte;
const warned = 50 * mebibyte;

const sizeText = (bytes: number | null): string =>
  bytes === null ? 'over the limit' : `${grouped(Math.round(bytes / mebibyte))} MiB`;

export const dataStaysOutOfGit = defineCheck({
  id: 'data-stays-out-of-git',
  asks: 'Are large data and models kept elsewhere than among the files?',
  why: 'Git keeps every version of a large file for ever, and each clone pays for all of them.',
  remedy: 'Keep a small sample, and the rest in DVC, Git LFS or a store, with the command that fetches it.',
  followUp: {
    question: 'Where would data and models live once they no longer fit into the repository?',
    goodAnswer:
      'A store with versions, named by digest or run from the code, and a way to fetch exactly one.',
  },
  needs: ['care'],
  judge({ care: { data } }) {
    if (data.files + data.large.length === 0)
      return notApplicable('No data and no model is among the files.');
    const large = data.large.filter(({ bytes }) => bytes === null || bytes >= sample);
    if (large.length === 0)
      return scored({
        score: 1,
        summary: 'No file of 10 MiB or more is among the files.',
        details: lookedFor('files of 10 MiB and more', `${count(data.files, 'file')} of data and models`),
      });
    const tooLarge = large.some(({ bytes }) => bytes === null || bytes >= warned);
    const rows = large.slice(0, 10).map(({ path, bytes }) => [path, sizeText(bytes)]);
    return scored({
      score: tooLarge ? 0 : 0.5,
      summary: `${count(large.length, 'file')} of 10 MiB or more among the files.`,
      details: [{ kind: 'table', columns: ['File', 'Size'], rows }],
    });
  },
});
