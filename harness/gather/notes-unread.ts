import { baseName } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';
import type { Begun } from '../workspace/types.ts';
import { namedAsTask } from './notes-asking-words.ts';
import { fold } from './notes-fold.ts';
import { inSeries, namesInCode } from './notes-plain-text.ts';
import type { Statement } from './notes-statements.ts';
import { isUnchanged } from './supplied.ts';

const document = /\.(pdf|docx?|odt|rtf|pptx?|odp|pages|gdoc|gslides)$/i;
/** Folders of what the work is about or makes. */
const folders =
  /(^|\/)([\w.-]*[_.-])?(data|datasets?|raw|fixtures?|papers?|references?|literature|examples?|samples?|inputs?|outputs?)\/|(^|\/)(examples?|samples?|inputs?|outputs?)[_.-][\w.-]*\//i;
/** What others wrote, and drawings. */
const others =
  /(^|[^a-z])(papers?|arxiv|journal|et al|resume|cv|curriculum|licen[cs]e|invoices?|dictionary|codebook|schema|architect\w*|arquite[ct]\w*|diagrams?|drawings?|figures?|plots?|charts?|curves?|matrix|screenshots?|wireframes?)([^a-z]|$)|^\d{4} \d{4,5}/i;
const ofTask =
  /(^|[^a-z])(assessments?|case( stud(y|ies))?|caso|estudo|home ?work|tests?|teste|technical|tecnic[ao]|interview|position|role|job|questions?|problem|requirements|guidelines|rules|statement)([^a-z]|$)/i;
const ofInstructions =
  /(^|[^a-z])(brief|instructions?|guidelines|requirements|statement|enunciado|consigna)([^a-z]|$)/i;
const ofAnswer =
  /(^|[^a-z])(reports?|relatorio|informe|solutions?|answers?|respuestas?|respostas?|submission|presentation|apresentacao|presentacion|slides?|deck|write ?up|findings|results?|analysis|analise|analisis|summary|memo|documentation|decisions?)([^a-z]|$)/i;
const most = 5;

const stemOf = (path: string): string => path.replace(/\.\w+$/, '').toLowerCase();

const nameOf = (path: string): string =>
  fold(baseName(path))
    .replace(document, '')
    .replace(/[_.-]+/g, ' ');

const isTask = (path: string): boolean => {
  const name = nameOf(path);
  if (ofInstructions.test(name)) return true;
  return (namedAsTask.test(name) || ofTask.test(name)) && !ofAnswer.test(name);
};

/**
 * Documents of a candidate's that only a person can read, by their names: no data, papers, drawings or files of one series, and none that others
 * committed.
 * What is called as a task would be counts where nothing else is written down.
 */
export const unreadDocuments = (
  facts: Pick<SourceFacts, 'files' | 'python' | 'scripts'>,
  { written, begun }: { readonly written: readonly Pick<Statement, 'from'>[]; readonly begun: Begun | null },
): readonly string[] => {
  const all = facts.files.filter(({ path, origin }) => origin === 'own' && document.test(path));
  if (all.length === 0) return [];
  const alike = inSeries(all.map(({ path }) => path));
  const code = namesInCode(facts);
  const isTheirs = begun?.by === 'others' ? isUnchanged(begun) : () => false;
  // A notebook is often handed in as a PDF as well.
  const read = new Set(
    facts.files
      .filter(({ kind }) => kind === 'notebook' || kind === 'markdown')
      .map(({ path }) => stemOf(path)),
  );
  const isMute = written.every(({ from }) => from === 'code');
  return all
    .map(({ path }) => path)
    .filter(
      (path) => !folders.test(path) && !others.test(nameOf(path)) && !alike.has(path) && !isTheirs(path),
    )
    .filter((path) => !code.has(baseName(path)) && !read.has(stemOf(path)) && (isMute || !isTask(path)))
    .slice(0, most);
};
