import { z } from 'zod';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Record_ = { readonly [key: string]: Json };

const isRecord = (value: Json | undefined): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const maxDepth = 8;
const maxFields = 200;

/** Follows `#/components/...` once. */
const resolved = (document: Record_, schema: Json | undefined): Record_ => {
  if (!isRecord(schema)) return {};
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return schema;
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((at, key) => (isRecord(at) ? at[key] : undefined), document);
  return isRecord(found) ? found : {};
};

const firstOf = (value: Json | undefined): Json | undefined => {
  if (Array.isArray(value)) return value[0];
  if (!isRecord(value)) return undefined;
  const [named] = Object.values(value);
  return isRecord(named) && 'value' in named ? named.value : named;
};

/** Text of the formats that schemas name. */
const formats: ReadonlyMap<string, string> = new Map([
  ['date', '2024-01-31'],
  ['date-time', '2024-01-31T00:00:00Z'],
  ['email', 'a@example.com'],
  ['uuid', '6f9619ff-8b86-4d11-b42d-00c04fc964ff'],
]);

const plainValue = (schema: Record_): Json => {
  const { type, minimum, maximum, format } = schema;
  const kind = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  switch (kind) {
    case 'integer':
    case 'number':
      return typeof minimum === 'number' ? minimum : typeof maximum === 'number' ? Math.min(1, maximum) : 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return (typeof format === 'string' ? formats.get(format) : undefined) ?? 'a';
  }
};

type Made = { readonly document: Record_; readonly depth: number };

/** A value that a JSON Schema takes: its own example before its default, before one made from its type. */
const valueFor = (given: Json | undefined, { document, depth }: Made): Json => {
  const schema = resolved(document, given);
  if (depth > maxDepth) return null;
  const stated =
    schema.example ?? firstOf(schema.examples) ?? schema.default ?? schema.const ?? firstOf(schema.enum);
  if (stated !== undefined && stated !== null) return stated;
  const deeper = { document, depth: depth + 1 };
  const choice = [schema.anyOf, schema.oneOf, schema.allOf].find(Array.isArray);
  const real = choice?.find((one) => resolved(document, one).type !== 'null');
  if (real !== undefined) return valueFor(real, deeper);
  if (schema.type === 'array') return [valueFor(schema.items, deeper)];
  if (isRecord(schema.properties))
    return Object.fromEntries(
      Object.entries(schema.properties)
        .slice(0, maxFields)
        .map(([name, one]) => [name, valueFor(one, deeper)]),
    );
  return schema.type === 'object' ? {} : plainValue(schema);
};

export type Operation = {
  readonly method: string;
  /** As the document has it, with parameters in braces. */
  readonly route: string;
  /** With parameters filled in. */
  readonly path: string;
  /** An example of the JSON body; null where the operation takes none. */
  readonly body: Json;
  /** Fields of the row that the body holds, in the schema's order; empty where it is no object. */
  readonly fields: readonly string[];
};

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.json())) });

const bodySchema = (document: Record_, operation: Json): Json | null => {
  if (!isRecord(operation)) return null;
  const body = resolved(document, operation.requestBody);
  const content = isRecord(body.content) ? body.content['application/json'] : undefined;
  return isRecord(content)
    ? content.example !== undefined
      ? { example: content.example }
      : (content.schema ?? {})
    : null;
};

const withParameters = (
  document: Record_,
  { path, operation }: { path: string; operation: Json },
): string => {
  const listed = isRecord(operation) && Array.isArray(operation.parameters) ? operation.parameters : [];
  const parameters = listed.map((one) => resolved(document, one));
  const text = (one: Record_): string =>
    encodeURIComponent(String(one.example ?? valueFor(one.schema, { document, depth: 0 })));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    return parameter ? text(parameter) : '1';
  });
  const query = parameters
    .filter((one) => one.in === 'query' && one.required === true)
    .map((one) => `${encodeURIComponent(String(one.name))}=${text(one)}`);
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
};

/** What an OpenAPI document says can be asked, with a body made from each schema. Empty for anything else. */
export const operationsIn = (text: string): readonly Operation[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const read = documentSchema.safeParse(parsed);
  if (!read.success || !isRecord(parsed as Json)) return [];
  const document = parsed as Record_;
  return Object.entries(read.data.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs)
      .filter(([verb]) => /^(get|post|put)$/.test(verb))
      .map(([verb, operation]) => {
        const schema = bodySchema(document, operation as Json);
        const body = schema === null ? null : valueFor(schema, { document, depth: 0 });
        return {
          method: verb.toUpperCase(),
          route: path,
          path: withParameters(document, { path, operation: operation as Json }),
          body,
          fields: isRecord(body) ? Object.keys(body) : [],
        };
      }),
  );
};
