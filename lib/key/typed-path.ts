/** A path may name this many segments; what stands behind them is accepted unchecked, which keeps compiling fast. */
type MostSegments = 16;

/** Up to here a message lists the members there are. */
type MostListed = 8;

/** `{}`: every object is one, and so says nothing by being one. */
type NoMembers = Record<never, never>;

type AnyFunction = (...args: never[]) => unknown;

/**
 * The path itself if it leads to a value in `Payload`, otherwise a string literal type that says what is wrong, for
 * the compiler to show.
 *
 * - Every segment must name a member of the type. Arrays take any index, tuples theirs; index signatures take any name.
 * - A segment whose member may be absent or `null` must be optional (`note?`): the key can then do without it. Members
 *   behind an index signature and elements of arrays need no `?`: naming one says that it should be there.
 * - In a union, a member that some constituents lack must be optional, unless another offers it by an index signature
 *   (as types of any JSON do).
 * - Methods, and members of strings, numbers and the like, are no values of a key.
 * - Accepted unchecked: whatever lies behind `any`, `unknown`, `object` or `{}`, segments behind the 16th, paths with
 *   escapes, and strings that are not literals.
 *
 * Types do not tell own members from getters of a class: the latter compile, and are missing at run time.
 *
 * @example
 * ```ts
 * type A = ValidKeyPath<SQSEvent, 'Records.0.messageId'>; // 'Records.0.messageId'
 * type B = ValidKeyPath<SQSEvent, 'Records.0.mesageId'>; // "key path 'Records.0.mesageId': no member 'mesageId' in …"
 * ```
 */
export type ValidKeyPath<Payload, Path extends string> = Path extends unknown
  ? IsPattern<Path> extends true
    ? Path
    : Path extends `${string}\\${string}`
      ? Path
      : Problem<NonNullable<Payload>, Path, '', []> extends infer Found extends string
        ? [Found] extends [never]
          ? Path
          : `key path '${Path}': ${Found}`
        : never
  : never;

/**
 * {@link ValidKeyPath} for one path or a list of them: `Paths` itself if all are valid, otherwise the messages of
 * those that are not.
 */
export type KeyPathCheck<Payload, Paths extends string | readonly string[]> = [
  Refusal<Payload, EachPath<Paths>>,
] extends [never]
  ? Paths
  : Refusal<Payload, EachPath<Paths>>;

type EachPath<Paths extends string | readonly string[]> = Paths extends readonly string[]
  ? Paths[number]
  : Extract<Paths, string>;

type Refusal<Payload, Path extends string> = Path extends unknown ? Exclude<ValidKeyPath<Payload, Path>, Path> : never;

/** Whether this is `string` or stands for many strings otherwise: only such types make index signatures. */
type IsPattern<Path extends string> = NoMembers extends Record<Path, 1> ? true : false;

/** What is wrong with the path from here on; `never` if nothing. `Walked` is the path up to `Holder`. */
type Problem<Holder, Path extends string, Walked extends string, Steps extends 1[]> = IsOpen<Holder> extends true
  ? never
  : Steps['length'] extends MostSegments
    ? never
    : Path extends `${infer Segment}.${infer Rest}`
      ? StepProblem<Holder, Segment, Rest, Walked, Steps>
      : StepProblem<Holder, Path, false, Walked, Steps>;

type StepProblem<
  Holder,
  Segment extends string,
  Rest extends string | false,
  Walked extends string,
  Steps extends 1[],
> = NameOf<Segment> extends infer Name extends string
  ? Name extends ''
    ? 'it has an empty segment'
    : Name extends '__proto__' | 'prototype' | 'constructor'
      ? `'${Name}' is never a payload's data`
      : Member<Holder, Name> extends infer Found
        ? [Found] extends [Lacking]
          ? NoMember<Holder, Name, Walked>
          : NeedsMark<Found> extends true
            ? Segment extends `${string}?`
              ? NextProblem<Found, Rest, Join<Walked, Name>, Steps>
              : `'${Name}' may be absent or null; write '${Name}?' if the key can do without it`
            : NextProblem<Found, Rest, Join<Walked, Name>, Steps>
        : never
  : never;

type NextProblem<Found, Rest extends string | false, Walked extends string, Steps extends 1[]> =
  NonNullable<ValueOf<Found>> extends infer Value
    ? Rest extends string
      ? Problem<Value, Rest, Walked, [...Steps, 1]>
      : IsOpen<Value> extends true
        ? never
        : [Value] extends [AnyFunction]
          ? `'${Walked}' is a function, not data`
          : never
    : never;

type NameOf<Segment extends string> = Segment extends `${infer Name}?` ? Name : Segment;

type Join<Walked extends string, Name extends string> = Walked extends '' ? Name : `${Walked}.${Name}`;

/** `any` and `unknown` say nothing about their members, `never` has no values. */
type IsOpen<Holder> = unknown extends Holder ? true : [Holder] extends [never] ? true : false;

interface Declared<Value> {
  declared: Value;
}

/** Offered by an index signature or as an element. */
interface Indexed<Value> {
  indexed: Value;
}

interface Lacking {
  lacking: true;
}

/** How each constituent of `Holder` offers the member. */
type Member<Holder, Name extends string> = Holder extends AnyFunction
  ? Lacking
  : Holder extends readonly unknown[]
    ? Element<Holder, Name>
    : Holder extends object
      ? [keyof Holder] extends [never]
        ? Indexed<unknown>
        : Name extends keyof Holder
          ? Named<Holder, Name>
          : Name extends `${infer Index extends number}`
            ? Index extends keyof Holder
              ? Named<Holder, Index>
              : Lacking
            : Lacking
      : Lacking;

type Named<Holder, Name extends keyof Holder> = Name extends keyof DeclaredMembers<Holder>
  ? Declared<Holder[Name]>
  : Indexed<Holder[Name]>;

/** Without index signatures. */
type DeclaredMembers<Holder> = {
  [Name in keyof Holder as NoMembers extends Record<Name, 1> ? never : Name]: Holder[Name];
};

type Element<Holder extends readonly unknown[], Name extends string> = Name extends `-${string}`
  ? Lacking
  : Name extends `${bigint}`
    ? number extends Holder['length']
      ? Indexed<Holder[number]>
      : Name extends keyof Holder
        ? Declared<Holder[Name]>
        : Lacking
    : Lacking;

type ValueOf<Found> = Found extends Declared<infer Value> ? Value : Found extends Indexed<infer Value> ? Value : never;

type NeedsMark<Found> = [Extract<Found, Indexed<unknown>>] extends [never]
  ? [Extract<Found, Lacking>] extends [never]
    ? MayBeNullish<ValueOf<Found>>
    : true
  : false;

type MayBeNullish<Value> = unknown extends Value
  ? false
  : [Extract<Value, null | undefined>] extends [never]
    ? false
    : true;

type NoMember<Holder, Name extends string, Walked extends string> = `no member '${Name}' in ${Place<Walked>}${Has<
  Holder extends readonly unknown[] ? 'indexes' : Holder extends object ? keyof Holder & string : never
>}`;

type Place<Walked extends string> = Walked extends '' ? 'the payload' : `'${Walked}'`;

type Has<Names extends string> = Listed<Names, '', []> extends infer List extends string
  ? List extends ''
    ? ''
    : `, which has ${List}`
  : '';

/** The names in one text, or nothing if there are too many. */
type Listed<Names extends string, List extends string, Count extends 1[]> = [Names] extends [never]
  ? List
  : Count['length'] extends MostListed
    ? ''
    : LastOf<Names> extends infer Last extends string
      ? Listed<Exclude<Names, Last>, List extends '' ? Last : `${Last}, ${List}`, [...Count, 1]>
      : '';

/** One member of a union: of overloads, inference takes the last. */
type LastOf<Names> = (Names extends unknown ? (take: () => Names) => void : never) extends (take: infer Take) => void
  ? Take extends () => infer Last
    ? Last
    : never
  : never;
