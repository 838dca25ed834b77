// The parts of every wire schema: the read-only type of a schema, nullable values, and objects that take no other name.
import { type Static, type TSchema, type TSchemaOptions, type TUnsafe, Type } from 'typebox';

/** TypeBox infers mutable arrays and objects; a body that crossed a process is never changed. */
export type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** The same schema, with a read-only static type. */
export function frozen<Schema extends TSchema>(schema: Schema): TUnsafe<Frozen<Static<Schema>>> {
  return Type.Unsafe<Frozen<Static<Schema>>>(schema);
}

export const nullableText = (options: TSchemaOptions = {}) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...options });
export const nullableNumber = (options: TSchemaOptions = {}) =>
  Type.Unsafe<number | null>({ type: ['number', 'null'], ...options });
export const nullableBoolean = (options: TSchemaOptions = {}) =>
  Type.Unsafe<boolean | null>({ type: ['boolean', 'null'], ...options });
export const texts = Type.Array(Type.String());

export function nullable<Value extends TSchema>(schema: Value) {
  return Type.Union([schema, Type.Null()]);
}

/** For a request: a misspelt name is refused rather than ignored. */
export const closed = { additionalProperties: false } as const;
