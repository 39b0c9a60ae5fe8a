import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { packOutcome, unpackOutcome, type OutcomeText, type PackedOutcome } from '../../lib/result/stored-outcome.js';

type Stored = Exclude<PackedOutcome, { kind: 'too-large' }>;

const stored = (outcome: OutcomeText): Stored => {
  const packed = packOutcome(outcome, { nameParts: () => 'token' });
  if (packed.kind === 'too-large') throw new Error(packed.kind);
  return packed;
};

const OUTCOMES: readonly OutcomeText[] = [
  { kind: 'value', text: '{"total":12.5,"currency":"CHF"}' },
  { kind: 'value', text: '' },
  { kind: 'error', text: '{"error":{"name":"Declined","classNames":[],"message":"no"}}' },
  { kind: 'nothing' },
  { kind: 'unavailable', reason: 'too-large' },
  { kind: 'value', text: JSON.stringify('compressed '.repeat(200)) },
  { kind: 'error', text: JSON.stringify('compressed '.repeat(200)) },
  { kind: 'value', text: JSON.stringify(randomBytes(15_000).toString('base64')) },
];

/** Changes one place of a text or of bytes: overwrites, inserts or removes there. */
interface Damage {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly number[];
}

const anyDamage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    remove: fc.oneof(fc.nat(2), fc.nat(100_000)),
    insert: fc.array(fc.nat(255), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function damageBytes(bytes: Uint8Array, damages: readonly Damage[]): Uint8Array {
  return damages.reduce<Uint8Array>((before, { at, remove, insert }) => {
    const place = Math.floor(at * (before.length + 1));
    return Buffer.concat([before.subarray(0, place), Uint8Array.from(insert), before.subarray(place + remove)]);
  }, bytes);
}

const damageStored = (result: string | Uint8Array, damages: readonly Damage[]): string | Uint8Array =>
  typeof result === 'string'
    ? Buffer.from(damageBytes(Buffer.from(result, 'latin1'), damages)).toString('latin1')
    : damageBytes(result, damages);

async function expectOriginalOrUnavailable(actual: Promise<OutcomeText>, original: OutcomeText): Promise<void> {
  const outcome = await actual;
  if (outcome.kind === 'unavailable' && original.kind !== 'unavailable') return;
  if (outcome.kind === 'unavailable' && ['damaged', 'newer-form', 'part-missing'].includes(outcome.reason)) return;
  expect(outcome).toStrictEqual(original);
}

describe('a damaged record', () => {
  it.each(OUTCOMES.map((outcome) => [outcome.kind, outcome] as const))(
    'is unavailable or what it was: %s %#',
    async (_, outcome) => {
      const packed = stored(outcome);
      const parts = packed.kind === 'parts' ? packed.parts : [];
      await fc.assert(
        fc.asyncProperty(anyDamage, (damages) =>
          expectOriginalOrUnavailable(
            unpackOutcome(damageStored(packed.result, damages), (_, index) => Promise.resolve(parts[index])),
            outcome,
          ),
        ),
        { numRuns: 1_000 },
      );
    },
  );

  it('is never read as another kind, or with one character less, more or changed', async () => {
    const texts = OUTCOMES.slice(0, 5).map((outcome) => [stored(outcome).result as string, outcome] as const);
    for (const [text, outcome] of texts) {
      for (let at = 0; at < text.length; at++) {
        const changed = [...'venum012:}"', ''].map((letter) => text.slice(0, at) + letter + text.slice(at + 1));
        for (const damaged of [...changed, text.slice(0, at), `${text.slice(0, at)}e${text.slice(at)}`]) {
          await expectOriginalOrUnavailable(
            unpackOutcome(damaged, () => Promise.resolve(undefined)),
            damaged === text ? outcome : { kind: 'unavailable', reason: 'damaged' },
          );
        }
      }
    }
  });

  it('is not readable when any single bit of its bytes is wrong', async () => {
    const bytes = stored(OUTCOMES[5]!).result as Uint8Array;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Uint8Array.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect((await unpackOutcome(damaged, () => Promise.resolve(undefined))).kind).toBe('unavailable');
    }
  });
});

describe('a damaged part', () => {
  it('makes the outcome unavailable, or leaves it what it was', async () => {
    const outcome = OUTCOMES.at(-1)!;
    const packed = stored(outcome);
    if (packed.kind !== 'parts') throw new Error(packed.kind);
    await fc.assert(
      fc.asyncProperty(anyDamage, (damages) =>
        expectOriginalOrUnavailable(
          unpackOutcome(packed.result, (_, index) => Promise.resolve(damageBytes(packed.parts[index]!, damages))),
          outcome,
        ),
      ),
      { numRuns: 1_000 },
    );
  });
});
