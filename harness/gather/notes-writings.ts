import { isChat } from './notes-chats.ts';
import { withoutShown } from './notes-output.ts';
import { readableTexts } from './notes-plain-text.ts';
import type { GatherContext } from './types.ts';

/** A document, the text cells of a notebook, or one piece of prose inside code: pieces of text with their first lines. */
export type Writing = {
  readonly path: string;
  readonly from: 'document' | 'notebook' | 'code';
  /** `endLine` of one whose lines are none of the file's. */
  readonly pieces: readonly {
    readonly line: number;
    readonly endLine?: number | undefined;
    readonly text: string;
  }[];
};

const notWriting =
  /(^|\/)(licen[sc]e|copying|code_of_conduct|changelog|authors|security|notice|robots|top_level|sources)[\w.-]*$|(^|\/)([\w.-]*data(sets?)?|raw|fixtures)\/.*\.txt$|(^|\/)prompts?\/.*\.(txt|md)$|(^|[/_-])prompts?\.(txt|md)$|(requirements|constraints)[\w.-]*\.(txt|in)$/i;

/** Indentation inside code belongs to the code around. */
const outdented = (text: string): string => text.replace(/^[ \t]+/gm, '');

/** Everything written by hand; licences, descriptions of data, what programs printed, chats and tests are left out. */
export const writingsOf = ({ facts }: Pick<GatherContext, 'facts'>): readonly Writing[] => {
  const kinds = new Map(facts.files.map(({ path, kind }) => [path, kind]));
  const isReadable = readableTexts(facts);
  const documents = facts.texts.filter(
    (file) =>
      kinds.get(file.path) === 'markdown' &&
      !notWriting.test(file.path) &&
      isReadable(file) &&
      !isChat(file.text),
  );
  const code = facts.python.filter(({ test }) => !test);
  return [
    ...documents.map(({ path, text }) => ({
      path,
      from: 'document' as const,
      pieces: [{ line: 1, text: withoutShown(text) }],
    })),
    ...code.map(({ path, markdown }) => ({ path, from: 'notebook' as const, pieces: markdown })),
    ...code.flatMap(({ path, prose }) =>
      prose.map(({ line, text }) => ({
        path,
        from: 'code' as const,
        pieces: [{ line, text: outdented(text) }],
      })),
    ),
  ];
};
