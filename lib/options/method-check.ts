import type { KeyPathCheck } from '../key/typed-path.js';
import type { IdempotentOptions } from './idempotent-options.js';

/** A method that can be guarded: it must be async, because claiming its record is. */
export type GuardableMethod = (this: never, ...args: never[]) => Promise<unknown>;

/** What the compiler shows where options do not fit the method they are applied to. */
export interface DoesNotFit<Why> {
  readonly 'does not fit the decorated method': Why;
}

/**
 * `unknown` where the options fit the method, otherwise a type that no method has and that tells what is wrong. An
 * intersection with it makes a wrong decoration a compile error, in both decorator standards.
 */
export type MethodCheck<Options, Method> = Decided<
  Method,
  [Method] extends [(this: never, ...args: infer Args) => Promise<infer Result>]
    ? FirstMisfit<
        [
          NameCheck<Options>,
          PayloadCheck<PayloadIndex<Options>, Args>,
          NoPayloadCheck<Options, 'key', Args>,
          NoPayloadCheck<Options, 'fingerprint', Args>,
          KeyCheck<Options, 'key', Args>,
          KeyCheck<Options, 'fingerprint', Args>,
          AtOnceCheck<Options, 'key'>,
          AtOnceCheck<Options, 'fingerprint'>,
          FunctionCheck<Options, 'scope', SelectorArgs<PayloadIndex<Options>, Args>>,
          FunctionCheck<Options, 'result', [result: Result]>,
          AtOnceCheck<Options, 'result'>,
          StoredCheck<Options, Result>,
          ReplayCheck<Options, Result>,
          RecoveryCheck<Options, Result>,
        ]
      >
    : DoesNotFit<'the method must be async: it must return a Promise'>
>;

/**
 * Right or wrong, also for `on(event: T)` in a generic class: where a check depends on a type parameter of the user's,
 * it passes (as `Otherwise`), unless it fails whatever the parameter stands for. Left open by the compiler, it would
 * refuse all such methods; but of a condition on types of functions, the compiler decides at once that it cannot hold.
 * `Method` stands beside, lest it be decided before the method is known: for all methods, then.
 */
export type Decided<Method, Check, Otherwise = unknown> = [Method, () => Check] extends [
  unknown,
  () => DoesNotFit<unknown>,
]
  ? Check
  : Otherwise;

/**
 * The first check that fails, or `unknown`. `Extract`: where one check is left open and a later one fails, the compiler
 * must see that it is a misfit either way.
 */
export type FirstMisfit<Checks extends readonly unknown[]> = Checks extends readonly [infer First, ...infer Rest]
  ? unknown extends First
    ? FirstMisfit<Rest>
    : Extract<First, DoesNotFit<unknown>>
  : unknown;

type PayloadIndex<Options> = Options extends { readonly payload: infer Index extends number } ? Index : 0;

type PayloadCheck<Index extends number, Args extends readonly unknown[]> = number extends Index | Args['length']
  ? unknown
  : `${Index}` extends keyof Required<Args>
    ? unknown
    : Index extends 0
      ? unknown
      : DoesNotFit<`option payload: the method has no argument ${Index}`>;

/** What selectors are called with: the payload, then the other arguments in their order. */
type SelectorArgs<Index extends number, Args extends readonly unknown[]> = Index extends 0
  ? Args
  : [payload: Args[Index], ...others: Without<Index, Args>];

type Without<Index extends number, Args extends readonly unknown[], Seen extends readonly unknown[] = []> =
  Args extends readonly [infer First, ...infer Rest]
    ? Seen['length'] extends Index
      ? Rest
      : [First, ...Without<Index, Rest, [...Seen, First]>]
    : Args;

type KeyCheck<Options, Name extends 'key' | 'fingerprint', Args extends readonly unknown[]> = Options extends {
  readonly [Key in Name]: infer Selector;
}
  ? Selector extends string | readonly string[]
    ? PathVerdict<Name, Selector, KeyPathCheck<Args[PayloadIndex<Options>], Selector>>
    : FunctionCheck<Options, Name, SelectorArgs<PayloadIndex<Options>, Args>>
  : unknown;

type PathVerdict<Name extends string, Selector, Check> = [Selector] extends [Check]
  ? unknown
  : DoesNotFit<readonly [`option ${Name}`, Check]>;

/** A function option must take what it is called with; fewer parameters are fine. */
type FunctionCheck<Options, Name extends string, Given extends readonly unknown[]> = Options extends {
  readonly [Key in Name]: infer Fn extends (...args: never[]) => unknown;
}
  ? Fn extends (...args: [...Given]) => unknown
    ? unknown
    : DoesNotFit<readonly [`option ${Name}: its parameters do not take what the method is called with`, Given]>
  : unknown;

/** A key or a projection must be returned at once: a promise or a function in its place holds nothing of a value. */
export type AtOnceCheck<Options, Name extends string> = Options extends {
  readonly [Key in Name]: (...args: never[]) => infer Value;
}
  ? [Extract<Known<Value> | Known<PartOf<Value>>, Deferred>] extends [never]
    ? unknown
    : DoesNotFit<`option ${Name}: must return a value at once, not a promise or a function`>
  : unknown;

type PartOf<Value> = Value extends readonly (infer Part)[] ? Part : never;

/** Of `any` and `unknown` nothing can be told. */
type Known<Value> = unknown extends Value ? never : Value;

type Deferred = PromiseLike<unknown> | ((...args: never[]) => unknown);

/** A path leads into the payload. */
type NoPayloadCheck<
  Options,
  Name extends 'key' | 'fingerprint',
  Args extends readonly unknown[],
> = Args extends readonly []
  ? Options extends { readonly [Key in Name]: string | readonly string[] }
    ? DoesNotFit<`option ${Name}: a path needs a payload, but the method has no parameters`>
    : unknown
  : unknown;

/** What is stored is what `onReplay` takes; one that leaves its parameter's type open has no use for it. */
type StoredCheck<Options, Result> = Options extends {
  readonly onReplay: (stored: infer Taken, ...others: never[]) => unknown;
}
  ? [Taken] extends [never]
    ? unknown
    : Yields<Stored<Options, Result>, Taken> extends true
      ? unknown
      : DoesNotFit<readonly ['option onReplay: its parameter does not take what is stored', Stored<Options, Result>]>
  : unknown;

type Stored<Options, Result> = Options extends { readonly result: infer Kept }
  ? Kept extends (...args: never[]) => infer Projected
    ? Projected
    : undefined
  : Result;

/** What `onReplay` makes of a stored result must be what the method returns. */
type ReplayCheck<Options, Result> = Options extends { readonly onReplay: (...args: never[]) => infer Replayed }
  ? Yields<Awaited<Replayed>, Result> extends true
    ? unknown
    : DoesNotFit<readonly ['option onReplay: must return what the method returns', Result]>
  : unknown;

/** The result that reconciling found is answered in place of the method's. */
export type RecoveryCheck<Options, Result> = Options extends {
  readonly recovery: (...args: never[]) => Promise<infer Found>;
}
  ? Yields<Extract<Found, { readonly state: 'done' }>, { readonly result: Result }> extends true
    ? unknown
    : DoesNotFit<readonly ["option recovery: the result of 'done' must be what the method returns", Result]>
  : unknown;

type Yields<Given, Wanted> = [Given] extends [Wanted] ? true : [Given] extends [Widened<Wanted>] ? true : false;

/** Of functions written in place, the compiler knows `{ status: 'paid' }` as `{ status: string }` only. */
type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends bigint
      ? bigint
      : Value extends boolean
        ? boolean
        : Value extends (...args: never[]) => unknown
          ? Value
          : { [Name in keyof Value]: Widened<Value[Name]> };

/** Inferred options may have any names: an unknown one is told here. */
type NameCheck<Options> = [Exclude<keyof Options, keyof IdempotentOptions>] extends [never]
  ? unknown
  : DoesNotFit<readonly ['unknown option', Exclude<keyof Options, keyof IdempotentOptions>]>;
