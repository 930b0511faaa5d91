import type { Topic } from '../evidence/notes.ts';
import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';

/**
 * Headings in Spanish and Portuguese, without their accents. Whether what stands under them is enough takes somebody who
 * reads the language; they say where to begin.
 */
const headings: Partial<Readonly<Record<Topic, RegExp>>> = {
  exploration:
    /\b(analis(is|e) (exploratori[oa]|de (los )?datos|dos dados|de dados)|explora(cion|cao)|calidad de (los )?datos|qualidade (dos|de) dados)\b/,
  features:
    /\b((ingenieria|seleccion) de (variables|caracteristicas|features)|(engenharia|selecao) de (atributos|variaveis|features)|pre-?procesa\w+|pre-?processa\w+)\b/,
  'metric-choice': /\b(metricas?|evaluacion|avaliacao)\b/,
  'model-comparison':
    /\b((compara(cion|cao)|selec(cion|ao)|elec?cion|escolha) (de|del|do|dos|entre)( (los|el|o|os))? modelos?|modelos? (evaluados?|avaliados?|probados?|testados?))\b/,
  baseline: /\b(modelos? (base|de referencia)|linea base|linha de base|baselines?)\b/,
  monitoring:
    /\b(monitore[oa]|monitori[sz]a(cion|cao)|monitora(mento|cao)|observabilidade?|seguimiento del modelo|drift)\b/,
  'trade-offs':
    /\b(decision(es)?|decis(ao|oes)|(escolhas?|eleccion(es)?|opcoes|opciones) (tecnicas?|de (projeto|design|diseno|arquitetura|arquitectura))|justifica(cion|ciones|tivas?|cao)|por ?que|alternativas|ventajas y desventajas|vantagens e desvantagens|trade-?offs?)\b/,
  limitations:
    /\b(limita(ciones|cion|coes|cao)|supuestos|suposiciones|premissas|suposicoes|riesgos|riscos|problemas con(oc|hec)idos)\b/,
  'next-steps':
    /\b((proximos|siguientes) (pasos|passos)|posibles mejoras|mejoras|melhorias|trabajos? futuros?|trabalhos? futuros?|recomendaciones|recomendacoes|con mas tiempo|com mais tempo)\b/,
  'plain-words': /\b(resumen ejecutivo|resumo executivo|para (el |o )?negocio)\b/,
};

const leastWords = 4;

/** Sentences under such a heading; empty for what has none. */
export const underForeignHeading = (topic: Topic, statements: readonly Statement[]): readonly Statement[] => {
  const pattern = headings[topic];
  if (!pattern) return [];
  return statements.filter(
    ({ kind, from, headings: above, text }) =>
      kind !== 'code' &&
      from !== 'code' &&
      above.slice(-2).some((title) => pattern.test(title.toLowerCase())) &&
      wordsOf(text).length >= leastWords,
  );
};
