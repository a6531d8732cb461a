import { z } from 'zod';
import { studySchema } from './study-schema.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** JSON Schema (2020-12) of `study.yaml`, for editors; `packages/study/study.schema.json` holds it. */
export function studyJsonSchema(): Schema {
  return {
    ...z.toJSONSchema(studySchema, { io: 'input' }),
    title: 'Anodelab study',
    description: 'Samples, protocols, analyses, figures and claims of a study',
  };
}

/** The keys that a mapping at that path of a study file may have; empty where any may be. */
export function keysAt(path: readonly (string | number)[]): readonly string[] {
  let schemas: readonly Schema[] = [studyJsonSchema()];
  for (const part of path)
    schemas = schemas.flatMap((schema) => branches(schema)).flatMap((schema) => child(schema, part));
  return [...new Set(schemas.flatMap(branches).flatMap(ownKeys))];
}

function ownKeys(schema: Schema): readonly string[] {
  const named = schema.propertyNames;
  const listed = typeof named === 'object' ? (named.enum ?? []).map(String) : [];
  return [...Object.keys(schema.properties ?? {}), ...listed];
}

function branches(schema: Schema): readonly Schema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(branches)];
}

function child(schema: Schema, part: string | number): readonly Schema[] {
  const candidates = [schema.properties?.[part], schema.additionalProperties, schema.items].flat();
  return candidates.filter((candidate) => typeof candidate === 'object').slice(0, 1);
}
