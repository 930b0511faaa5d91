import type { Grade } from '../harness/types.ts';
import { caps, visible } from './escape.ts';
import { placed } from './view/finding.ts';
import { flagTexts } from './view/flags.ts';
import { extremesOf, glanceOf } from './view/glance.ts';
import { barText, inOneSentence, scoreText, whatKeepsItOpen } from './view/summary.ts';

/**
 * Text for GitHub's Markdown. Punctuation becomes character references, so nothing is markup. GitHub links bare addresses
 * and names after that step, from one run of text, so an empty comment splits `://`, `www.` and `@` (cmark-gfm, autolink.c).
 */
const escaped = (text: string): string =>
  visible(text, caps.sentence)
    .replace(/[!-/:-@[-`{-~]/g, (character) =>
      /[.,()':;?%-]/.test(character) ? character : `&#${character.charCodeAt(0)};`,
    )
    .replace(/:(?=&#47;)/g, ':<!-- -->')
    .replace(/&#64;/g, '&#64;<!-- -->')
    .replace(/(www)(?=\.)/gi, '$1<!-- -->')
    .replace(/^(-|\d+(?=[.)]))/, '$1<!-- -->');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const criteria = (grade: Grade): readonly string[] => [
  row(['Criterion', 'Score', 'Weight', 'What mattered most']),
  row(['---', '--:', '--:', '---']),
  ...glanceOf(grade, placed(grade.findings, grade.criteria)).map(({ title, score, weight, sentence }) =>
    row([title, score ?? 'does not apply', weight, sentence].map(escaped)),
  ),
];

type Entry = ReturnType<typeof extremesOf>['strongest'][number];

const entries = (title: string, list: readonly Entry[]): readonly string[] =>
  list.length === 0
    ? []
    : [
        '',
        `**${title}**`,
        '',
        ...list.map(
          ({ claim, summary, points }) => `- ${escaped(`${claim}: ${summary} (${points} points)`)}`,
        ),
      ];

/** The job summary of a GitHub workflow, in Markdown: the head of the report, its tiles, strongest and weakest. */
export const renderSummary = (grade: Grade): string => {
  const { strongest, weakest } = extremesOf(placed(grade.findings, grade.criteria));
  const bar = barText(grade);
  const open = whatKeepsItOpen(grade);
  return [
    `## ${escaped(grade.submission.name)}: ${escaped(scoreText(grade))} of 100`,
    '',
    escaped(inOneSentence(grade)),
    ...flagTexts(grade).flatMap((text) => ['', `**Integrity:** ${escaped(text)}`]),
    ...(bar === null ? [] : ['', `**${escaped(bar)}.**`]),
    ...(open === null ? [] : ['', escaped(open)]),
    '',
    ...criteria(grade),
    ...entries('Strongest', strongest),
    ...entries('Weakest', weakest),
    '',
  ].join('\n');
};
