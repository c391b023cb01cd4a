import { z } from 'zod';

/** The fields of a schema; of several kinds of thing, those of the kind that the value is. */
export function shapeOf(schema: z.ZodType | undefined, value: unknown): Readonly<Record<string, z.ZodType>> {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (!(schema instanceof z.ZodUnion)) return {};
  const fitting = schema.options.map(asSchema).find((option) => option.safeParse(value).success);
  return shapeOf(fitting && bare(fitting), value);
}

/** A schema without what says that the value may be missing. */
export function bare(schema: z.ZodType): z.ZodType {
  const wraps =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return wraps ? bare(asSchema(schema.unwrap())) : schema;
}

/** What a list is of. */
export const elementOf = (schema: z.ZodType | undefined): z.ZodType | undefined =>
  schema instanceof z.ZodArray ? asSchema(schema.element) : undefined;

const asSchema = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType; // all of the catalogue's are of zod's classic kind
