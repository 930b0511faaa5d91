import { functionName, type Reading } from './calls.ts';
import { childOf, placeOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { FunctionFact } from './types.ts';

const maxFunctions = 2_000;

const isAnnotated = (node: SyntaxNode): boolean =>
  childOf(node, 'return_type') !== null ||
  (childOf(node, 'parameters')?.children.some(({ type }) => type.startsWith('typed_')) ?? false);

/** The first statement of a body, when it is a bare string. */
const docstringOf = (node: SyntaxNode): SyntaxNode | null => {
  const body = node.type === 'module' ? node : childOf(node, 'body');
  const first = body?.children.find(({ type }) => type !== 'comment');
  const only = first?.type === 'expression_statement' ? first.children[0] : undefined;
  return only && /^(concatenated_)?string$/.test(only.type) ? only : null;
};

/** Decorators that change how a function is called, and not by whom. */
const plainDecorator =
  /^@(staticmethod|classmethod|property|override|abstractmethod|cached_property|(functools\.)?(lru_cache|cache|wraps|cached_property)|(contextlib\.)?(async)?contextmanager|torch\.no_grad|inference_mode)\b/;
const plainBase = /^(object|ABC|abc\.ABC)$/;
/** Names by which platforms, servers and libraries look for a function in a file of one's own. */
const hookName =
  /^(__\w+__|main|init|run|handler|lambda_handler|model_fn|input_fn|predict_fn|output_fn|transform_fn|setup|create_app|on_starting|on_exit|when_ready|post_fork|pre_fork|worker_exit|post_worker_init|register_pipelines|register_catalog)$/;

const decoratorsOf = ({ script }: Reading, { parent }: SyntaxNode): readonly string[] =>
  parent?.type === 'decorated_definition'
    ? parent.children.filter(({ type }) => type === 'decorator').map((child) => textOf(script, child, 100))
    : [];

const isRegistered = (reading: Reading, node: SyntaxNode): boolean =>
  decoratorsOf(reading, node).some((decorator) => !plainDecorator.test(decorator));

/** A cell of a marimo notebook is written as a function and is none. */
const isCell = (reading: Reading, node: SyntaxNode): boolean =>
  decoratorsOf(reading, node).some((decorator) => /^@app\.cell\b/.test(decorator));

/** A method of a class that takes after another may be called by that other. */
const takesAfter = ({ script }: Reading, node: SyntaxNode): boolean => {
  const holder = node.parent?.type === 'decorated_definition' ? node.parent.parent : node.parent;
  const definition = holder?.parent?.type === 'class_definition' ? holder.parent : null;
  const bases = definition ? (childOf(definition, 'superclasses')?.children ?? []) : [];
  return bases.some((base) => !plainBase.test(textOf(script, base, 100)));
};

export const functionsOf = (reading: Reading): readonly FunctionFact[] =>
  reading.script.nodes
    .filter((node) => node.type === 'function_definition' && !isCell(reading, node))
    .slice(0, maxFunctions)
    .map((node) => {
      const { script, path } = reading;
      const place = placeOf(script, { path, node });
      const name = functionName(script, node) ?? '';
      return {
        name,
        place,
        annotated: isAnnotated(node),
        documented: docstringOf(node) !== null,
        lines: (place.endLine ?? place.line) - place.line + 1,
        hooked: hookName.test(name) || isRegistered(reading, node) || takesAfter(reading, node),
      };
    });
