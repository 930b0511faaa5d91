import type { CodeEvidence } from '../evidence/code.ts';
import type { FunctionFact } from '../source/types.ts';
import { type CodeFile, type OwnCode, outsideNotebooks } from './code-files.ts';

const most = 20;
const mostComplex = 200;
/** Lines: what is shorter is read faster than a sentence about it. */
const worthASentence = 5;

const named = ({ name, place }: FunctionFact) => ({ name, place });

const complexOf = ({ rules, functions }: CodeFile): CodeEvidence['functions']['complex'] =>
  (rules ?? [])
    .filter(({ rule }) => rule === 'complex-function')
    .flatMap(({ line, complexity }) => {
      const found = functions.find(({ place }) => place.line === line);
      return found ? [{ ...named(found), lines: found.lines, complexity: complexity ?? 0 }] : [];
    });

const isTelling = ({ name, lines }: FunctionFact): boolean =>
  !name.startsWith('_') && lines >= worthASentence;

const isUntyped = (path: string): boolean => /\.[cm]?jsx?$/.test(path);

/** Plain JavaScript takes no annotation; where its comments give types, all of it could. */
const annotatable = (files: readonly CodeFile[]): readonly CodeFile[] => {
  const plain = files.filter(({ path }) => isUntyped(path));
  const typed = plain.some(({ functions }) => functions.some(({ annotated }) => annotated));
  return typed ? files : files.filter(({ path }) => !isUntyped(path));
};

export const functionsIn = (code: OwnCode): CodeEvidence['functions'] => {
  const outside = outsideNotebooks(code);
  // Where there is nothing but notebooks, what they define is all that can be read.
  const files = outside.some(({ statements }) => statements.length > 0) ? outside : code.files;
  const functions = files.flatMap((file) => file.functions);
  const asked = annotatable(files).flatMap((file) => file.functions);
  const ruled = files.filter(({ rules }) => rules !== null).flatMap((file) => file.functions);
  const [longest] = functions.toSorted((a, b) => b.lines - a.lines);
  const telling = functions.filter(isTelling);
  return {
    total: functions.length,
    annotated: functions.filter(({ annotated }) => annotated).length,
    ...(asked.length < functions.length ? { annotatable: asked.length } : {}),
    ruled: {
      total: ruled.length,
      lines: ruled.reduce((sum, { lines }) => sum + lines, 0),
    },
    bare: asked
      .filter(({ annotated }) => !annotated)
      .slice(0, most)
      .map(named),
    longest: longest ? { ...named(longest), lines: longest.lines } : null,
    telling: {
      total: telling.length,
      documented: telling.filter(({ documented }) => documented).length,
      silent: telling
        .filter(({ documented }) => !documented)
        .slice(0, most)
        .map(named),
    },
    complex: files
      .flatMap(complexOf)
      .toSorted((a, b) => b.complexity - a.complexity)
      .slice(0, mostComplex),
  };
};
