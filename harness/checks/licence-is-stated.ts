import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { clip } from './support/words.ts';

// Whoever wants to build on the code has to find the text, and no tool reads it there.
const named = 0.5;

export const licenceIsStated = defineCheck({
  id: 'licence-is-stated',
  asks: 'Is it stated what others may do with the code?',
  why: 'Code without a licence may be read and nothing else: a team cannot build on it.',
  remedy: 'Add a LICENSE file, or name the licence in pyproject.toml or package.json.',
  needs: ['care'],
  judge({ care: { licence } }) {
    if (!licence)
      return scored({
        score: 0,
        summary: 'No licence was found.',
        details: lookedFor(
          'a licence',
          'LICENSE and COPYING, pyproject.toml, setup.cfg, package.json, CITATION.cff, the README',
        ),
      });
    if (licence.from === 'readme')
      return scored({
        score: named,
        summary: `The README names a licence, whose text was not found: ${clip(licence.says)}.`,
        details: places([licence.place]),
      });
    const says = licence.says === '' ? '' : `: ${clip(licence.says)}`;
    return scored({
      score: 1,
      summary: `A licence is stated in ${licence.from === 'file' ? 'a separate file' : 'the metadata'}${says}.`,
      details: places([licence.place]),
    });
  },
});
