// Schemas that say what the contract with the page says: whichever of the two lacks something is a compile error.
import { type Static, type TSchema, type TUnsafe, Type } from 'typebox';

/** Arrays and objects alike: the contract's are read only, a schema knows no such thing. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

type IsSame<A, B> = [Frozen<A>] extends [Frozen<B>]
  ? [Frozen<B>] extends [Frozen<A>]
    ? true
    : false
  : false;

/** `describes<X>()(schema)` is the schema, typed as the contract's X. */
export function describes<Contract>() {
  return <Schema extends TSchema>(
    schema: IsSame<Static<Schema>, Contract> extends true ? Schema : never,
  ): TUnsafe<Contract> => Type.Unsafe<Contract>(schema);
}

export const nullableText = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const nullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] });
export const nullableBoolean = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] });

export function nullable<Value extends TSchema>(schema: Value) {
  return Type.Union([schema, Type.Null()]);
}

/** What a request may hold, and nothing besides: a misspelt name is refused rather than passed over. */
export const closed = { additionalProperties: false } as const;
