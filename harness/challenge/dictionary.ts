import type { ChallengeConfig } from '../config/challenge.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** What candidates are told of the columns: names and meanings with their gaps, nothing of types, roles or defects. */
export const dictionaryOf = ({ title, columns }: ChallengeConfig): string =>
  [
    `# Data dictionary: ${title}`,
    '',
    'Collected from the people who own the systems. Where nothing is written, nobody could tell us.',
    '',
    '| column | meaning |',
    '|---|---|',
    ...columns.map(({ name, meaning }) => `| \`${name}\` | ${cell(meaning)} |`),
    '',
  ].join('\n');
